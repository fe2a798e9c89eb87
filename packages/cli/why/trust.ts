/**
 * The user pools whose tokens count, with their app clients: from the running local stack, or from a file that holds
 * the services' variable `POOLS`.
 *
 * @module
 */
import { readFile } from 'node:fs/promises'
import type { Contract } from '@scopegate/contract/contract'
import { PoolsVariable } from '@scopegate/template'
import { readLocalStack, startIt } from '../local/stack-file.ts'
import { Failure } from '../program/failure.ts'

/** One issuer with the clients whose tokens count. */
export interface TrustedPool {
  readonly pool: string
  /** Compared with `iss` letter by letter. */
  readonly issuer: string
  readonly jwksUri: string
  /** The contract's name of each app client, by its id. */
  readonly clients: ReadonlyMap<string, string>
}

export interface Trust {
  readonly pools: readonly TrustedPool[]
  /** The address of each pool's API, where it is known. */
  readonly apis: Readonly<Record<string, string>>
}

const keysOf = (issuer: string) => `${issuer}/.well-known/jwks.json`

/** @throws {Failure} when there is neither a file nor a running stack, or what is there does not fit the contract */
export async function readTrust(contract: Contract, directory: string, file: string | undefined): Promise<Trust> {
  const trust = file === undefined ? await fromStack(directory) : { pools: await fromFile(file), apis: {} }
  for (const { pool, clients } of trust.pools) {
    const known = contract.pools[pool]?.clients
    const place = file === undefined ? 'The running local stack' : 'The file of `--pools`'
    const mend = file === undefined ? 'stop the local stack and start it again' : 'use the names of scopes/catalog.ts'
    if (known === undefined) throw new Failure(`${place} has a pool that the contract lacks`, mend)
    if ([...clients.values()].some((name) => !Object.hasOwn(known, name))) {
      throw new Failure(`${place} has a client in the pool \`${pool}\` that the contract lacks`, mend)
    }
  }
  return trust
}

async function fromStack(directory: string): Promise<Trust> {
  const stack = await readLocalStack(directory)
  if (stack === undefined) {
    throw new Failure(
      'Nobody says which pools to trust: no local stack runs, and `--pools` is not given',
      `${startIt}, or give \`--pools <file>\` with the value of the services' variable \`POOLS\``,
    )
  }
  const clients = Object.entries(stack.clients)
  const pools = Object.entries(stack.pools).map(([pool, { issuer }]) => ({
    pool,
    issuer,
    jwksUri: keysOf(issuer),
    clients: new Map(clients.filter(([, client]) => client.pool === pool).map(([name, { id }]) => [id, name])),
  }))
  return { pools, apis: Object.fromEntries(Object.entries(stack.apis).map(([pool, { url }]) => [pool, url])) }
}

async function fromFile(file: string): Promise<readonly TrustedPool[]> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new Failure('The file of `--pools` cannot be read', 'check its path')
  })
  let pools: PoolsVariable
  try {
    pools = PoolsVariable.parse(JSON.parse(text))
  } catch {
    throw new Failure(
      'The file of `--pools` is not the value of `POOLS`',
      'write JSON: { "<pool>": { "issuer": "https://…", "clients": { "<client id>": "<client>" } } }',
    )
  }
  return Object.entries(pools).map(([pool, { issuer, jwksUri = keysOf(issuer), clients }]) => ({
    pool,
    issuer,
    jwksUri,
    clients: new Map(Object.entries(clients)),
  }))
}
