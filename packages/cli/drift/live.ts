/** Everything that is deployed, as it is now. */
import type { DeployedSystem } from '@scopegate/analysis/deployed/shape'
import type { Session } from '../aws/session.ts'
import { type LiveApi, liveApi } from './live-api.ts'
import { livePool, type PoolSettings } from './live-pool.ts'
import type { Fact } from './members.ts'
import type { Owned } from './owned.ts'

export interface Live {
  readonly system: DeployedSystem
  /** By pool. */
  readonly apis: ReadonlyMap<string, LiveApi>
  /** The name of each pool's trigger function, by the pool; absent where there is none. */
  readonly triggerFunctions: ReadonlyMap<string, string>
  /** By pool. */
  readonly settings: ReadonlyMap<string, PoolSettings>
  readonly facts: readonly Fact[]
}

/**
 * Reads the pools and APIs that CloudFormation made, with all that is in them, whoever made that. A pool or an API that is
 * gone is absent. What else the account has is none of our business.
 */
export async function readLive(session: Session, owned: Owned): Promise<Live> {
  const issuers = new Map(
    [...owned.pools].flatMap(([pool, id]) => session.issuersOf(id).map((issuer) => [issuer, pool] as const)),
  )
  const names = { poolOf: (issuer: string) => issuers.get(issuer), clients: owned.clients }
  const pools = await present(owned.pools, (id) => livePool(session, id, owned.clients))
  const apis = await present(owned.apis, (id) => liveApi(session, id, names))
  return {
    system: {
      pools: Object.fromEntries(pools.map(([name, { pool }]) => [name, pool])),
      apis: Object.fromEntries(apis.map(([name, { api }]) => [name, api])),
    },
    apis: new Map(apis),
    facts: [
      ...pools.flatMap(([pool, { facts }]) =>
        facts.map((fact) => {
          const client = owned.clients.get(fact.id)
          return {
            ...fact,
            where: client === undefined ? { in: 'pool' as const, pool } : { in: 'client' as const, pool, client },
          }
        }),
      ),
      ...apis.flatMap(([pool, { facts }]) => facts.map((fact) => ({ ...fact, where: { in: 'api' as const, pool } }))),
    ],
    settings: new Map(pools.map(([name, { settings }]) => [name, settings])),
    triggerFunctions: new Map(
      pools.flatMap(([name, { triggerFunction }]) => (triggerFunction === undefined ? [] : [[name, triggerFunction]])),
    ),
  }
}

/** One after the other: what each of them asks is enough at once. */
async function present<Answer>(
  ids: ReadonlyMap<string, string>,
  read: (id: string) => Promise<Answer | undefined>,
): Promise<readonly (readonly [string, Answer])[]> {
  const found: (readonly [string, Answer])[] = []
  for (const [name, id] of ids) {
    const answer = await read(id)
    if (answer !== undefined) found.push([name, answer])
  }
  return found
}
