/**
 * Which of the contract's clients a client id is. Cognito chooses the ids, so they are known only after a deployment: the stack
 * writes them into one parameter per pool, and this directory reads it.
 *
 * What is read is kept as long as the process lives: Cognito never gives an id to another client, and renaming a
 * client in the contract is a deployment, which replaces the process. So a sign-in costs no call but the first one.
 */
import * as z from 'zod/mini'
import { TokenRefused } from './refusal.ts'

/** The answer to "which client of ours is that?". */
export interface ClientDirectory {
  /**
   * The client's name in the contract; `undefined` when the directory was read and has no such id.
   *
   * @throws {TokenRefused} `directory_unavailable` when it could not be read in time: our outage, never "unknown"
   */
  nameOf(clientId: string): Promise<string | undefined>
}

/** Everything the directory needs from outside. */
export interface ClientDirectoryDependencies {
  /** Reads the parameter's value: JSON, client name → client id. Gives up when the signal says so. */
  readonly read: (signal: AbortSignal) => Promise<string>
  /** Milliseconds; only differences count. */
  readonly now: () => number
  /** Milliseconds for one reading with all its retries. Cognito waits 5 seconds for the whole trigger, cold start included. */
  readonly budget: number
  /** Milliseconds between readings that an unknown id may cause, so that unknown ids cannot make a call each. */
  readonly coolDown: number
}

interface Reading {
  readonly names: ReadonlyMap<string, string>
  readonly startedAt: number
}

/** A directory that reads when it is first asked, at most one reading at a time, and keeps what it read. */
export function createClientDirectory({ read, now, budget, coolDown }: ClientDirectoryDependencies): ClientDirectory {
  let latest: Reading | undefined
  let flight: Promise<Reading> | undefined

  async function load(): Promise<Reading> {
    const startedAt = now()
    latest = { names: parseDirectory(await within(budget, read)), startedAt }
    return latest
  }

  function reading(): Promise<Reading> {
    // Forgotten when it ends, well or badly: a rejected promise that stays would refuse everyone until the next deployment.
    flight ??= load().finally(() => {
      flight = undefined
    })
    return flight
  }

  return {
    async nameOf(clientId) {
      const known = latest?.names.get(clientId)
      if (known !== undefined) return known
      // The cool-down counts from the last reading that succeeded: after a failed one no client may be called unknown.
      if (latest !== undefined && flight === undefined && now() - latest.startedAt < coolDown) return undefined
      return (await reading()).names.get(clientId)
    },
  }
}

const Directory = z.record(z.string().check(z.minLength(1)), z.string().check(z.regex(/^[\w+]{1,128}$/)))

/** Client id → client name. A parameter that is not as the stack writes it is an outage, not an empty directory. */
function parseDirectory(value: string): ReadonlyMap<string, string> {
  const parsed = Directory.safeParse(jsonOf(value))
  if (!parsed.success) throw unavailable('is not a JSON object of client names and client ids')
  const names = new Map(Object.entries(parsed.data).map(([name, id]) => [id, name]))
  if (names.size !== Object.keys(parsed.data).length) throw unavailable('gives one client id to two names')
  return names
}

function jsonOf(value: string): unknown {
  try {
    return JSON.parse(value)
  } catch {
    // Not the parser's own message, which quotes the text.
    return undefined
  }
}

/** The SDK's own time limits bound an attempt; this bounds all of them together, also where it ignores the signal. */
async function within(budget: number, read: ClientDirectoryDependencies['read']): Promise<string> {
  const controller = new AbortController()
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => {
    reject(unavailable(`could not be read within ${budget} ms`))
    controller.abort()
  }, budget)
  try {
    return await Promise.race([read(controller.signal), late])
  } catch (error) {
    if (error instanceof TokenRefused) throw error
    throw unavailable(`could not be read: ${error instanceof Error ? error.name : 'unknown error'}`)
  } finally {
    clearTimeout(timer)
  }
}

const unavailable = (what: string) =>
  new TokenRefused(
    'directory_unavailable',
    `The client directory’s parameter ${what}: check it, the network and ssm:GetParameter`,
  )
