/**
 * Explains why no operation here takes the request: wrong path or method, another API, another pool.
 *
 * @module
 */
import { closeMatch } from '../program/close-match.ts'
import { type Explanation, list, say } from './explanation.ts'
import type { Facts } from './facts.ts'

/** Why no operation was found. */
export function explainRoute(
  reason: 'path_unknown' | 'method_unknown' | 'operation_not_exposed',
  facts: Facts,
): Explanation {
  const { meant, carriers, contract, method, path, api } = facts
  if (reason === 'operation_not_exposed') {
    const where =
      carriers.length === 0
        ? 'no API carries it; the services answer it without a gateway (`--direct`)'
        : `those of ${list(carriers)} do`
    return say(
      `The API of the pool \`${api ?? ''}\` does not carry this operation; ${where}`,
      carriers.length === 0 ? 'call the service itself' : 'call that API, with a token of its pool',
    )
  }
  if (reason === 'method_unknown' && meant.kind === 'other_method') {
    return say(`The path has no ${method}`, `use one of: ${meant.methods.join(', ')}`)
  }
  const paths = Object.values(contract.operations).map((operation) => operation.path)
  const close = closeMatch(path, paths)
  return say(
    'There is no such path',
    close === undefined ? '`scopes matrix` lists all paths' : `did you mean \`${close}\`?`,
  )
}

/** Why the token comes from the wrong place. */
export function explainOrigin(reason: 'other_pool' | 'issuer_unknown' | 'foreign_client', facts: Facts): Explanation {
  const { trusted, api, contract } = facts
  const clientsOf = (pool: string | undefined) => list(Object.keys(contract.pools[pool ?? '']?.clients ?? {}))
  if (reason === 'foreign_client') {
    const pool = trusted?.pool
    return say(
      `The token was issued to an app client of the pool \`${pool ?? ''}\` that the contract lacks`,
      `sign in through ${clientsOf(pool)}`,
    )
  }
  if (reason === 'other_pool') {
    return say(
      `The token is of the pool \`${trusted?.pool ?? ''}\`, and this is the API of \`${api ?? ''}\``,
      `sign in through ${clientsOf(api)}, or call the API of \`${trusted?.pool ?? ''}\``,
    )
  }
  const where = api === undefined ? 'a client of the contract' : clientsOf(api)
  return say(
    'The token comes from an issuer that is not trusted here',
    `sign in through ${where}; a token of another stack or account needs its own \`--pools\``,
  )
}
