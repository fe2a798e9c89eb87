/**
 * The user pools whose tokens count, with their app clients: from the running local stack, or from a file that holds
 * the services' variable `POOLS`.
 */
import { readFile } from 'node:fs/promises'
import type { Contract } from '@scopegate/contract'
import { ConfigurationError, parsePools, type TrustedPools } from '@scopegate/http'
import { localEnvironment } from '../local/environment.ts'
import { readLocalStack, startIt } from '../local/stack-file.ts'
import { Failure } from '../program/failure.ts'

export interface Trust {
  readonly pools: TrustedPools
  /** The address of each pool's API, where it is known. */
  readonly apis: Readonly<Record<string, string>>
}

/** @throws {Failure} when there is neither a file nor a running stack, or what is there does not fit the contract */
export const readTrust = (contract: Contract, directory: string, file: string | undefined): Promise<Trust> =>
  file === undefined ? fromStack(contract, directory) : fromFile(contract, file)

async function fromStack(contract: Contract, directory: string): Promise<Trust> {
  const stack = await readLocalStack(directory)
  if (stack === undefined) {
    throw new Failure(
      'Nothing says which pools to trust: no local stack runs, and `--pools` is not given',
      `${startIt}, or give \`--pools <file>\` with the value of the services' variable \`POOLS\``,
    )
  }
  const text = localEnvironment(stack)['POOLS'] ?? ''
  const pools = parsed(contract, text, 'The running local stack', 'stop the local stack and start it again')
  return { pools, apis: Object.fromEntries(Object.entries(stack.apis).map(([pool, { url }]) => [pool, url])) }
}

async function fromFile(contract: Contract, file: string): Promise<Trust> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new Failure('The file of `--pools` cannot be read', 'check its path')
  })
  const next = 'write JSON: { "<pool>": { "issuer": "https://…", "clients": { "<client id>": "<client>" } } }'
  return { pools: parsed(contract, text, 'The file of `--pools`', next), apis: {} }
}

function parsed(contract: Contract, text: string, place: string, next: string): TrustedPools {
  try {
    return parsePools(contract, text)
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error
    throw new Failure(`${place} does not name pools and clients of the contract: ${error.message}`, next)
  }
}
