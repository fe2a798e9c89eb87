/** The demo users: each role of each pool that people sign in to, in each demo organization. */
import { type Contract, clientKinds, indexOf, type SampleData } from '@scopegate/contract'
import type { PhysicalIds, ResolvedPool, StackPerson } from '@scopegate/emulator'

/** The organizations of the template's machines and of the sample data; a made-up one when there is none. */
export function demoOrgs(pools: readonly ResolvedPool[], sampleData: SampleData): readonly string[] {
  const machines = pools.flatMap(({ clients }) => clients.flatMap(({ org }) => org ?? []))
  const orgs = new Set([...machines, ...sampleData.flatMap(({ org }) => org ?? [])])
  return orgs.size === 0 ? ['org_demo'] : [...orgs]
}

/** Whether people hold scopes by the role: one that only machines have is nobody's to sign in with. */
const forPeople = (contract: Contract) => {
  const { scopesOfRole, clients } = indexOf(contract)
  const ofMachines = new Set(clients.flatMap((client) => (client.kind === 'machine' ? client.role : [])))
  return (role: string) => !ofMachines.has(role) || scopesOfRole(role).length > 0
}

export const demoUsers = (
  contract: Contract,
  pools: readonly ResolvedPool[],
  ids: PhysicalIds,
  orgs: readonly string[],
): readonly StackPerson[] =>
  pools
    .filter(({ clients }) => clients.some(({ kind }) => clientKinds[kind].subject === 'person'))
    .flatMap((pool) =>
      pool.roles.filter(forPeople(contract)).flatMap((role) =>
        (pool.org === 'required' ? orgs : [undefined]).map((org) => {
          const email = `${role}@${org?.replaceAll('_', '-') ?? pool.name}.example`
          return {
            pool: pool.name,
            email,
            password: passwordFor(pool, email, ids),
            org,
            role,
            // What the token trigger reads.
            attributes: { ...(org === undefined ? {} : { 'custom:org_id': org }), 'custom:role': role },
          }
        }),
      ),
    )

/**
 * Follows from the seed, and meets the pool's policy. Letters, digits and a hyphen only: it is pasted into shells. The
 * hyphen is one of the symbols that Cognito counts.
 */
function passwordFor(pool: ResolvedPool, email: string, ids: PhysicalIds): string {
  const { MinimumLength, RequireUppercase, RequireNumbers, RequireSymbols } = pool.passwordPolicy
  const word = ids.derive(`password ${pool.name} ${email}`, Math.max(14, MinimumLength), 'lower')
  return [RequireUppercase ? 'K' : '', word, RequireNumbers ? '7' : '', RequireSymbols ? '-' : '', 'x'].join('')
}
