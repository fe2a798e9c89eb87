/** Demo users, as the composition root wants them. */
import { randomUUID } from 'node:crypto'
import type { ResolvedPool } from '../template/model.ts'
import type { CognitoContext } from './context.ts'
import { hashPassword, passwordFits, srpVerifierOf } from './secrets.ts'
import { policyFault } from './sign-in/passwords.ts'
import { authenticatorOf, newSecret } from './sign-in/totp.ts'
import type { Attributes } from './state/users.ts'
import { checkAttributes } from './users/schema.ts'

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
  (context: CognitoContext) =>
  async ({ pool, email, password, attributes, role, org }: SeedUser): Promise<string> => {
    const { users, demoUsers } = context
    const known = poolNamed(context, pool)
    if (policyFault(known, password) !== undefined) {
      throw new Error(`The password of the demo user does not meet the password policy of pool \`${known.name}\``)
    }
    const ready = (sub: string) => {
      enrol(context, known, sub)
      demoUsers.set(sub, { pool: known.id, email, password, role, org })
      return sub
    }
    const wanted = { email_verified: 'true', ...attributes, email }
    const existing = users.find(known.id, email)
    const changes = Object.entries(wanted).filter(([name, value]) => existing?.attributes[name] !== value)
    try {
      checkAttributes(known, undefined, existing?.attributes, Object.fromEntries(changes))
    } catch (error) {
      const rule = error instanceof Error ? error.message : String(error)
      throw new Error(`A demo user of pool \`${known.name}\`: ${rule} With \`start --fresh\` users are made anew`, {
        cause: error,
      })
    }
    if (existing === undefined) {
      const owner = { pool: known.id, sub: randomUUID() }
      const passwordHash = await hashPassword(password, owner)
      const created = users.create({ ...owner, email, passwordHash, status: 'CONFIRMED', attributes: wanted })
      if (created === undefined) throw new Error('The e-mail was taken meanwhile')
      return ready(created.sub)
    }
    const same =
      existing.status === 'CONFIRMED' &&
      changes.length === 0 &&
      srpVerifierOf(existing.passwordHash) !== undefined &&
      (await passwordFits(password, existing.passwordHash))
    if (!same) {
      const passwordHash = await hashPassword(password, existing)
      users.save({ ...existing, passwordHash, status: 'CONFIRMED', attributes: { ...existing.attributes, ...wanted } })
    }
    return ready(existing.sub)
  }

/** The secret of a demo user's authenticator. */
export const seededSecret =
  (context: CognitoContext) =>
  (pool: string, sub: string): string | undefined =>
    authenticatorOf(context, poolNamed(context, pool).id, sub).secret

/** Where the pool requires a second factor, its demo users have one already: they must get in by scripts, too. */
function enrol(context: CognitoContext, { id, mfa }: ResolvedPool, sub: string): void {
  if (mfa !== 'ON' || authenticatorOf(context, id, sub).secret !== undefined) return
  context.authenticators.put(id, sub, { secret: newSecret(), enabled: true, preferred: true, spent: [] })
}

function poolNamed({ pools }: CognitoContext, pool: string): ResolvedPool {
  const known = pools.find(({ id, name }) => id === pool || name === pool)
  if (known === undefined) throw new Error(`There is no pool \`${pool}\``)
  return known
}
