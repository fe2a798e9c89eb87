/** The services' `POOLS` variable: whose tokens they accept, and which client id is which client of the contract. */
import { environmentLimitBytes } from '@scopegate/template'
import type { IUserPoolClient } from 'aws-cdk-lib/aws-cognito'
import type { PoolIdentity } from '../identity/pool-identity.ts'

/** What the variable holds for a pool. */
type PoolEntry = Pick<PoolIdentity, 'pool' | 'issuer' | 'clients'>

/** What other variables may take: table names, options. */
const reserved = 600
/** The length of a client id as Cognito makes them. CloudFormation fills them in, so here only their length is known. */
const clientIdLength = 26

/**
 * JSON: pool name → `{ issuer, clients: { <client id>: <client name> } }`. The ids are CloudFormation references that
 * resolve inside the text.
 *
 * @throws Error when the value would not fit into a function's environment, instead of a failing deployment.
 */
export function poolsVariable(identities: readonly PoolEntry[]): string {
  refuseTooLong(identities)
  return json(
    identities,
    ({ issuer }) => issuer,
    (client) => client.userPoolClientId,
  )
}

function refuseTooLong(identities: readonly PoolEntry[]): void {
  // As long as the real value: made-up ids, all different so that none is lost as a key.
  let serial = 0
  const sample = json(
    identities,
    () => 'https://cognito-idp.ap-southeast-99.amazonaws.com/ap-southeast-99_000000000',
    () => String(serial++).padStart(clientIdLength, '0'),
  )
  if (sample.length <= environmentLimitBytes - reserved) return
  throw new Error(
    `The variable \`POOLS\` would take ${sample.length} of the ${environmentLimitBytes} bytes that Lambda allows a function's environment. ` +
      'Deploy some clients as a system of their own, or let the services read the client directories instead',
  )
}

const json = (
  identities: readonly PoolEntry[],
  issuerOf: (entry: PoolEntry) => string,
  idOf: (client: IUserPoolClient) => string,
): string =>
  JSON.stringify(
    Object.fromEntries(
      identities.map((entry) => [
        entry.pool,
        {
          issuer: issuerOf(entry),
          clients: Object.fromEntries([...entry.clients].map(([name, client]) => [idOf(client), name])),
        },
      ]),
    ),
  )
