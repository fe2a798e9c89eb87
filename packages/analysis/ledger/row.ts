/** The form of the ledger: what each member of the SDK’s shapes is to Scopegate. */
import { isTable } from '@scopegate/template'

/** A value as a template or an answer of AWS states it. */
export type Plain = string | number | boolean

/** A member with which somebody gets in, or keeps others out, past what the contract says. */
export interface Door {
  readonly member: string
  /** What it means when it is open, as a sentence of its own. */
  readonly why: string
  /** The rule of `check --template` that reports it. */
  readonly rule: `RS${number}`
  /** The kind of `drift` that reports it. */
  readonly drift: string
  /** A value that opens it; of a list, each entry does. */
  readonly open: Plain | readonly Plain[] | Readonly<Record<string, unknown>>
  /** The values at which nothing comes through, besides none at all. */
  readonly closed: readonly Plain[]
  /** A number up to which nothing comes through. */
  readonly most?: number
  /** The property of CloudFormation, where it is another, with what opens it there. */
  readonly property?: readonly [name: string, open: Plain | readonly Plain[]]
}

/**
 * A kind of thing in AWS. Names are parted by blanks, members of structures by points, and `A.{B C}` is `A.B A.C`; `*` is
 * any key of a map.
 */
export interface Thing {
  /** Its CloudFormation type. */
  readonly type: string
  /** The shapes of the SDK that tell of it; none for what no pinned SDK knows: only its properties are then classed. */
  readonly shapes: string
  /** Used, and `drift` compares it with the deployed template as it stands there. */
  readonly compared?: string
  /** Used, and compared by a check of its own, or with no other value to have. */
  readonly own?: string
  /** By the reason. */
  readonly harmless?: Readonly<Record<string, string>>
  /** Harmless too: AWS only reports it, or no template can state it. */
  readonly reported?: string
  readonly doors?: readonly Door[]
  /** Properties of CloudFormation that are no member, and known. */
  readonly properties?: string
}

/** The rule and the kind of `drift` in `checks` are, unless given, those that have nothing to go by but this row. */
export const door = (
  member: string,
  why: string,
  open: Door['open'],
  checks = '',
  more: Partial<Pick<Door, 'closed' | 'most' | 'property'>> = {},
): Door => {
  const [rule = 'RS090', drift = 'door_open'] = checks.split(' ').filter(Boolean)
  // The cast is safe: a test looks each rule up.
  return { member, why, open, rule: rule as Door['rule'], drift, closed: [], ...more }
}

/** The single names in such a text. */
export const namesIn = (text = ''): readonly string[] =>
  text
    .replaceAll(/(\S+)\.\{([^}]*)\}/g, (_, head: string, tails: string) => tails.replaceAll(/\S+/g, `${head}.$&`))
    .split(' ')
    .filter(Boolean)

/** What stands at a member, in all entries of lists and maps on the way; nothing where it is not stated. */
export function valuesAt(value: unknown, member: string): readonly unknown[] {
  if (value === undefined || value === null) return []
  if (Array.isArray(value)) return value.flatMap((entry) => valuesAt(entry, member))
  if (member === '') return [value]
  if (!isTable(value)) return []
  const [head = '', ...rest] = member.split('.')
  const inner = head === '*' ? Object.values(value) : [Object.hasOwn(value, head) ? value[head] : undefined]
  return inner.flatMap((entry) => valuesAt(entry, rest.join('.')))
}

/** Whether nothing comes through at that value. */
export const isClosed = ({ closed, most = Number.NEGATIVE_INFINITY }: Pick<Door, 'closed' | 'most'>, value: unknown) =>
  closed.some((each) => String(each) === String(value)) || Number(value) <= most
