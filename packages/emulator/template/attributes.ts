/** The schema of a pool's attributes: Cognito's standard ones and the pool's own. */
import { z } from 'zod'

/** An attribute as it is written to and read from. */
export interface SchemaAttribute {
  /** With `custom:` where it is the pool's own. */
  readonly name: string
  readonly type: 'String' | 'Number' | 'DateTime' | 'Boolean'
  readonly mutable: boolean
  readonly required: boolean
  /** Of a text its length, of a number its value. */
  readonly least: number | undefined
  readonly most: number | undefined
}

const bound = z.coerce.number().optional()

/** One row of `Schema`, in a template. */
export const schemaRow = (flag: z.ZodType<boolean>) =>
  z.object({
    Name: z.string(),
    AttributeDataType: z.enum(['String', 'Number', 'DateTime', 'Boolean']).default('String'),
    Mutable: flag.default(true),
    Required: flag.default(false),
    // An attribute of developers has a prefix of its own, and AWS advises against it.
    DeveloperOnlyAttribute: z.literal(false).optional(),
    StringAttributeConstraints: z.object({ MinLength: bound, MaxLength: bound }).optional(),
    NumberAttributeConstraints: z.object({ MinValue: bound, MaxValue: bound }).optional(),
  })

type SchemaRow = z.output<ReturnType<typeof schemaRow>>

const standardTexts =
  'address family_name gender given_name locale middle_name name nickname picture preferred_username profile website zoneinfo email phone_number'
const standard = (name: string, changes: Partial<SchemaAttribute> = {}): SchemaAttribute => ({
  name,
  type: 'String',
  mutable: true,
  required: false,
  least: 0,
  most: 2048,
  ...changes,
})

/** General knowledge of what `DescribeUserPool` lists of any pool. */
const standardAttributes: readonly SchemaAttribute[] = [
  ...standardTexts.split(' ').map((name) => standard(name)),
  standard('birthdate', { least: 10, most: 10 }),
  standard('sub', { mutable: false, required: true, least: 1 }),
  standard('updated_at', { type: 'Number', most: undefined }),
  standard('email_verified', { type: 'Boolean', least: undefined, most: undefined }),
  standard('phone_number_verified', { type: 'Boolean', least: undefined, most: undefined }),
]

/** All attributes of a pool. A row that names a standard one changes it. */
export function schemaOf(rows: readonly SchemaRow[]): readonly SchemaAttribute[] {
  const own = rows.map((row): SchemaAttribute => {
    const { Name, AttributeDataType: type, StringAttributeConstraints: text, NumberAttributeConstraints: number } = row
    const known = standardAttributes.find(({ name }) => name === Name)
    return {
      name: known === undefined ? `custom:${Name.replace(/^custom:/, '')}` : Name,
      type: known?.type ?? type,
      mutable: row.Mutable,
      required: row.Required,
      least: text?.MinLength ?? number?.MinValue ?? known?.least,
      // Documented (aws-facts §D.1): 2,048 at most.
      most: text?.MaxLength ?? number?.MaxValue ?? (type === 'String' ? 2048 : undefined),
    }
  })
  return [...standardAttributes.filter(({ name }) => own.every((each) => each.name !== name)), ...own]
}
