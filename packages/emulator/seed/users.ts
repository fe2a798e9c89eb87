/**
 * The demo users: each role of each pool that people sign in to, in each demo organization.
 *
 * @module
 */
import type { PasswordPolicy, PhysicalIds, ResolvedPool } from '../template/index.ts'

export interface DemoUser {
  /** The name of the pool. */
  readonly pool: string
  readonly email: string
  readonly password: string
  readonly org: string | undefined
  readonly role: string
}

/** The organizations that the template's machines belong to; a made-up one when it has none. */
export function demoOrgs(pools: readonly ResolvedPool[]): readonly string[] {
  const orgs = new Set(pools.flatMap(({ clients }) => clients.flatMap(({ org }) => org ?? [])))
  return orgs.size === 0 ? ['org_demo'] : [...orgs]
}

export function demoUsers(pools: readonly ResolvedPool[], ids: PhysicalIds): readonly DemoUser[] {
  const orgs = demoOrgs(pools)
  return pools
    .filter(({ clients }) => clients.some(({ kind }) => kind !== 'machine'))
    .flatMap((pool) =>
      pool.roles.flatMap((role) =>
        (pool.org === 'required' ? orgs : [undefined]).map((org) => {
          const email = `${role}@${org?.replaceAll('_', '-') ?? 'scopegate'}.example`
          return { pool: pool.name, email, password: passwordFor(pool, email, ids), org, role }
        }),
      ),
    )
}

/** What the token trigger reads. */
export const attributesOf = ({ org, role }: DemoUser): Record<string, string> => ({
  ...(org === undefined ? {} : { 'custom:org_id': org }),
  'custom:role': role,
})

/**
 * Follows from the seed, and meets the pool's policy. Letters, digits and a hyphen only: it is pasted into shells. The
 * hyphen is one of the symbols that Cognito counts.
 */
function passwordFor(pool: ResolvedPool, email: string, ids: PhysicalIds): string {
  const { minimumLength, uppercase, numbers, symbols }: PasswordPolicy = pool.passwordPolicy
  const word = ids.derive(`password ${pool.name} ${email}`, Math.max(14, minimumLength), 'lower')
  return [uppercase ? 'K' : '', word, numbers ? '7' : '', symbols ? '-' : '', 'x'].join('')
}
