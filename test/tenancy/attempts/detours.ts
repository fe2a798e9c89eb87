/**
 * Paths that some reader might take for another one: segments that climb, separators in disguise, organizations where
 * the contract has none. Whatever they name, the answer is the same refusal.
 */
import * as fc from 'fast-check'

/** What a detour may name. */
export interface Names {
  readonly org: string
  readonly recharge: string
}

const routes = {
  'climbs from own to other': ({ org }: Names) => `/v1/orgs/org_any/../${org}/wallet/credits`,
  'climbs, encoded': ({ org }: Names) => `/v1/orgs/org_any/%2e%2e/${org}/wallet/credits`,
  'climbs from a recharge': ({ org, recharge }: Names) => `/v1/recharges/${recharge}/../../orgs/${org}`,
  'encoded slash': ({ org, recharge }: Names) => `/v1/recharges/${org}%2f${recharge}`,
  'encoded backslash': ({ org, recharge }: Names) => `/v1/recharges/${org}%5c${recharge}`,
  'encoded twice': ({ recharge }: Names) => `/v1/recharges/%252e%252e%252f${recharge}`,
  'path parameter': ({ org, recharge }: Names) => `/v1/recharges/${recharge};org=${org}`,
  NUL: ({ org, recharge }: Names) => `/v1/recharges/${recharge}%00${org}`,
  'separator of keys': ({ org, recharge }: Names) => `/v1/recharges/${org}%23${recharge}`,
  'double slash': ({ recharge }: Names) => `/v1//recharges/${recharge}`,
  'organization before the id': ({ org, recharge }: Names) => `/v1/recharges/${org}/${recharge}`,
  'recharges under the organization': ({ org, recharge }: Names) => `/v1/orgs/${org}/recharges/${recharge}`,
  'wallet of the organization': ({ org }: Names) => `/v1/orgs/${org}/wallet`,
  'stock of the organization': ({ org }: Names) => `/v1/orgs/${org}/inventory/a`,
  'stock under a wallet': ({ org }: Names) => `/v1/wallet/${org}`,
  'whole address': ({ org, recharge }: Names) => `http://${org}.example/v1/recharges/${recharge}`,
} as const

/** A path with the method that it is tried with. */
export interface Detour {
  readonly route: keyof typeof routes
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly of: number
  readonly pick: number
}

/** The path, naming these things. */
export const detourPath = ({ route }: Detour, names: Names): string => routes[route](names)

// The cast is safe: Object.keys of a literal that nobody extends gives exactly its keys.
const routeNames = Object.keys(routes) as readonly Detour['route'][]

export const detour: fc.Arbitrary<Detour> = fc.record({
  route: fc.constantFrom(...routeNames),
  method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE'),
  of: fc.nat(3),
  pick: fc.nat(50),
})
