/** Demo users, as the composition root wants them. */
import { randomUUID } from 'node:crypto'
import type { CognitoContext } from './context.ts'
import { hashPassword, meetsPolicy, passwordFits, srpVerifierOf } from './secrets.ts'
import type { Attributes } from './state/users.ts'

export interface SeedUser {
  /** The id of the pool or its name in the catalog. */
  readonly pool: string
  readonly email: string
  readonly password: string
  /** `custom:org_id`, `custom:role` and the like. The e-mail counts as verified. */
  readonly attributes: Attributes
  /** For the people who pick one at the sign-in page. */
  readonly role?: string
  readonly org?: string | undefined
}

/** Makes users once. An existing one gets back the password and attributes that the seed names; the rest stays. */
export const seedUsers =
  ({ pools, users, demoUsers }: CognitoContext) =>
  async ({ pool, email, password, attributes, role, org }: SeedUser): Promise<string> => {
    const known = pools.find(({ id, name }) => id === pool || name === pool)
    if (known === undefined) throw new Error(`There is no pool \`${pool}\``)
    if (!meetsPolicy(known.passwordPolicy, password)) {
      throw new Error(`The password of the demo user does not meet the password policy of pool \`${known.name}\``)
    }
    demoUsers.push({ pool: known.id, email, password, role, org })
    const wanted = { email_verified: 'true', ...attributes, email }
    const existing = users.find(known.id, email)
    if (existing === undefined) {
      const owner = { pool: known.id, sub: randomUUID() }
      const passwordHash = await hashPassword(password, owner)
      const created = users.create({ ...owner, email, passwordHash, status: 'CONFIRMED', attributes: wanted })
      if (created === undefined) throw new Error('The e-mail was taken meanwhile')
      return created.sub
    }
    const same =
      existing.status === 'CONFIRMED' &&
      Object.entries(wanted).every(([name, value]) => existing.attributes[name] === value) &&
      srpVerifierOf(existing.passwordHash) !== undefined &&
      (await passwordFits(password, existing.passwordHash))
    if (!same) {
      const passwordHash = await hashPassword(password, existing)
      users.save({ ...existing, passwordHash, status: 'CONFIRMED', attributes: { ...existing.attributes, ...wanted } })
    }
    return existing.sub
  }
