/**
 * The client directory in an SSM parameter: the fallback, for a stage whose `clientDirectory` is `parameter`.
 *
 * What is read is kept as long as the process lives: Cognito never gives an id to another client, and renaming a
 * client in the contract is a deployment, which replaces the process. So a sign-in costs no call but the first one.
 */
import { parseDirectory } from './directory.ts'
import { TokenRefused } from './refusal.ts'

/** Which of the contract's clients a client id is. Cognito chooses the ids, so that they are known only after a deployment. */
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
    const directory = parseDirectory(await within(budget, read))
    if ('fault' in directory) throw unavailable(directory.fault)
    latest = { names: directory.names, startedAt }
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

/** The reader's own limit bounds an attempt; this bounds all of them together, also where it ignores the signal. */
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
