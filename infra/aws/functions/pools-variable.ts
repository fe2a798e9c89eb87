/**
 * The services' `POOLS` variable: whose tokens they accept, and which client id is which client of the catalog.
 *
 * @module
 */
import type { PoolIdentity } from '../identity/pool-identity.ts'

/** Lambda's limit for all variables of a function together, in bytes. */
const environmentQuota = 4096
/** What other variables may take: table names, options. */
const reserved = 600
/** The length of a client id as Cognito makes them. CloudFormation fills them in, so here only their length is known. */
const clientIdLength = 26

/**
 * JSON: pool name → `{ issuer, clients: { <client id>: <catalog name> } }`. The ids are CloudFormation references that
 * resolve inside the text.
 *
 * @throws Error when the value would not fit into a function's environment, instead of a failing deployment.
 */
export function poolsVariable(identities: readonly PoolIdentity[]): string {
  const value = (
    idOf: (identity: PoolIdentity, client: string) => string,
    issuerOf: (identity: PoolIdentity) => string,
  ) =>
    JSON.stringify(
      Object.fromEntries(
        identities.map((identity) => [
          identity.pool,
          {
            issuer: issuerOf(identity),
            clients: Object.fromEntries([...identity.clients.keys()].map((name) => [idOf(identity, name), name])),
          },
        ]),
      ),
    )
  // As long as the real one: made-up ids, each its own so that none is lost as a key.
  let serial = 0
  const sample = value(
    () => String(serial++).padStart(clientIdLength, '0'),
    () => 'https://cognito-idp.ap-southeast-99.amazonaws.com/ap-southeast-99_000000000',
  )
  if (sample.length > environmentQuota - reserved) {
    throw new Error(
      `The variable \`POOLS\` would take ${sample.length} of the ${environmentQuota} bytes that Lambda allows a function's environment. ` +
        'Move clients into a pool of their own deployment, or hand the services the SSM client directory instead',
    )
  }
  return value(
    (identity, name) => clientIdOf(identity, name),
    (identity) => identity.issuer,
  )
}

function clientIdOf(identity: PoolIdentity, name: string): string {
  const client = identity.clients.get(name)
  if (client === undefined) throw new Error(`The pool \`${identity.pool}\` has no client \`${name}\``)
  return client.userPoolClientId
}
