/** A property, a change of its value, and what is seen of the change. */
import type { Emulated } from './emulated.ts'

export interface PropertyRow {
  readonly type: string
  /** As `leavesOf` writes it; `*` stands for any name. */
  readonly property: string
  /** The end of the resource's path in the construct tree: which one is changed. */
  readonly of: string
  /** A list takes the place of the whole list; anything else that of its first entry. */
  readonly to: unknown
  /** What else is so, before and after. */
  readonly given?: Readonly<Record<string, unknown>>
  readonly see: (emulated: Emulated) => Promise<unknown>
  /** What is seen after the change, and not before. */
  readonly after: RegExp
}

/** What there is to see when nothing but the start depends on the property. */
export const starts = async (): Promise<string> => 'started'

/** Rows of one resource. */
export const rowsOf =
  (type: string, of: string) =>
  (
    property: string,
    to: unknown,
    see: PropertyRow['see'],
    after: RegExp,
    rest: Partial<PropertyRow> = {},
  ): PropertyRow => ({ type, of, property, to, see, after, ...rest })

/** What a call came to: its answer, or the words of its refusal. */
export const outcome = async (call: Promise<unknown>): Promise<unknown> => {
  try {
    return await call
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  }
}
