/** The neutral contract, and the decision for a client whose row a test changed. */
import { type Contract, indexOf, type NamedClient } from '@scopegate/contract'
import { contract as literal } from '@scopegate/testing/fleet/contract'
import { enrich } from '../enrich.ts'
import type { TokenEventData } from '../event.ts'

export const contract: Contract = literal
export const index = indexOf(contract)

/** The contract with this row in place of the client's own. */
function withClient({ name, pool, ...row }: NamedClient): Contract {
  const spec = contract.pools[pool]
  if (spec === undefined) throw new Error(`The contract has no pool ${pool}`)
  return { ...contract, pools: { ...contract.pools, [pool]: { ...spec, clients: { ...spec.clients, [name]: row } } } }
}

/** The decision under a contract in which the client is as given. */
export const decide = (event: TokenEventData, client: NamedClient, pool: string = client.pool) =>
  enrich(withClient(client), event, client, pool)
