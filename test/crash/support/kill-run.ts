/**
 * The kill run: callers make recharges while the server and the database die under them, at exact points of the work.
 */
import { mint, user } from '../../support/principals.ts'
import { type Answer, newTally, type RechargeRequest, rechargeUntilAnswered, type Tally } from './caller.ts'
import { type Books, readBooks } from './ledger.ts'
import type { Mortal } from './mortal.ts'
import type { Interruption } from './tap.ts'
import { openFunded, startCrashWorld } from './world.ts'

export interface KillRunOptions {
  readonly callers: number
  readonly recharges: number
  readonly serverKills: number
  readonly databaseKills: number
}

export interface KillReport {
  /** What callers met while things died. */
  readonly tally: Tally
  readonly kills: { readonly server: number; readonly database: number }
  /** Kills of the server between the database's "done" and anybody hearing of it. Each forces a replay. */
  readonly unheard: number
  /** The answer that each key got, and the one that it got when it was sent once more at the end. */
  readonly answers: readonly { readonly request: RechargeRequest; readonly first: Answer; readonly again: Answer }[]
  /** What must be left of the balance. */
  readonly expectedBalance: number
  readonly books: Books
}

const moments = ['after', 'before', 'during'] as const

/** Spreads kills evenly over the writes: which victims die at which write, and at which moment of it. */
function schedule(writes: number, victim: Mortal, kills: number) {
  return Array.from({ length: kills }, (_, kill) => ({
    write: Math.floor((writes * (kill + 1)) / (kills + 1)),
    moment: moments[kill % moments.length] ?? 'after',
    victim,
  }))
}

/** Runs each task with so many workers that each starts its next one when its last one is done. */
export async function withWorkers<T, R>(
  workers: number,
  tasks: readonly T[],
  work: (task: T, worker: number) => Promise<R>,
) {
  const results: R[] = []
  let next = 0
  const run = async (worker: number) => {
    for (let at = next++; at < tasks.length; at = next++) {
      // The cast is safe: `at` is within the array.
      results[at] = await work(tasks[at] as T, worker)
    }
  }
  await Promise.all(Array.from({ length: workers }, (_, worker) => run(worker)))
  return results
}

/** Runs it. @throws Error when a caller ran out of patience or a process did not come back. */
export async function killRun(options: KillRunOptions): Promise<KillReport> {
  const world = await startCrashWorld({ servers: 1 })
  try {
    const [server] = world.servers
    const [url] = world.urls
    if (server === undefined || url === undefined) throw new Error('The run needs a server')
    const org = 'org_killed'
    const amounts = Array.from({ length: options.recharges }, (_, at) => 1 + ((at * 7919) % 97))
    const expectedBalance = 12_345
    await openFunded(
      url,
      org,
      amounts.reduce((sum, amount) => sum + amount, expectedBalance),
    )

    // One person for each caller: a key belongs to the person who sent it.
    const tokens = await Promise.all(
      Array.from({ length: options.callers }, () => mint(user({ role: 'owner', org }), { expiresIn: 3600 })),
    )
    const deaths = [
      ...schedule(options.recharges, server, options.serverKills),
      ...schedule(options.recharges, world.database, options.databaseKills),
    ]
    world.tap.arm((operation, earlier): Interruption | undefined => {
      const now = operation === 'TransactWriteItems' ? deaths.filter(({ write }) => write === earlier) : []
      const [first] = now
      if (first === undefined) return undefined
      const act = async () => void (await Promise.all(now.map(({ victim }) => victim.kill())))
      return { moment: first.moment, act, cut: true }
    })

    const tally = newTally()
    const made = await withWorkers(options.callers, amounts, async (amount, worker) => {
      const terms = { account: `+1555${worker}`, amount, currency: 'EUR' }
      const request = { url, token: tokens[worker] ?? '', key: crypto.randomUUID(), terms }
      return { request, first: await rechargeUntilAnswered(request, tally) }
    })
    const kills = { server: server.kills(), database: world.database.kills() }
    await Promise.all([server.ready(), world.database.ready()])
    const answers = await withWorkers(options.callers, made, async ({ request, first }) => {
      return { request, first, again: await rechargeUntilAnswered(request, newTally()) }
    })
    const books = await readBooks(world.databaseEndpoint, org)
    const unheard = deaths.filter(({ victim, moment }) => victim === server && moment === 'after').length
    return { tally, kills, unheard, answers, expectedBalance, books }
  } finally {
    await world.stop()
  }
}
