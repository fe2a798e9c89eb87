/** The services' `POOLS` variable: whose tokens they accept, and which client id is which client of the contract. */
import type { PoolIdentity } from '../identity/pool-identity.ts'

type PoolEntry = Pick<PoolIdentity, 'pool' | 'issuer' | 'clients'>

/** JSON: pool name → `{ issuer, clients: { <client id>: <client name> } }`. The ids are CloudFormation references that resolve inside the text. */
export const poolsVariable = (identities: readonly PoolEntry[]): string =>
  JSON.stringify(
    Object.fromEntries(
      identities.map(({ pool, issuer, clients }) => [
        pool,
        {
          issuer,
          clients: Object.fromEntries([...clients].map(([name, { userPoolClientId }]) => [userPoolClientId, name])),
        },
      ]),
    ),
  )
