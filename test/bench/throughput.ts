/**
 * How many recharges a second are accepted, by callers, organizations and server processes.
 *
 * The machine is shared and the database is an emulator, so only the ratios within one run mean anything.
 */
import { setTimeout } from 'node:timers/promises'
import { type RechargeRequest, rechargeOnce } from '../crash/support/caller.ts'
import { faultsOf, readBooks } from '../crash/support/ledger.ts'
import { type CrashWorld, openFunded, startCrashWorld } from '../crash/support/world.ts'
import { mint, user } from '../support/principals.ts'
import { median, table } from './table.ts'

interface Load {
  readonly callers: number
  readonly orgs: 1 | 64
  readonly servers: 1 | 4
}

interface Measured {
  readonly load: Load
  /** Accepted recharges a second. */
  readonly rate: number
  /** The share of requests that ran out of their deadline. */
  readonly late: number
  /** Transactions that were sent for each accepted recharge. */
  readonly writes: number
}

const loads: readonly Load[] = [
  ...[1, 8, 64].map((callers) => ({ callers, orgs: 1, servers: 1 }) as const),
  ...[1, 8, 64].map((callers) => ({ callers, orgs: 64, servers: 1 }) as const),
  ...[8, 64].map((callers) => ({ callers, orgs: 1, servers: 4 }) as const),
  ...[8, 64].map((callers) => ({ callers, orgs: 64, servers: 4 }) as const),
]

const rounds = 3
const roundMilliseconds = 2_000
const orgNames = Array.from({ length: 64 }, (_, at) => `org_bench${at}`)

/** Each caller sends its next recharge when it has the answer to the last one, and rests as told on a 503. */
async function measure(world: CrashWorld, tokens: readonly string[], load: Load): Promise<Measured> {
  const end = performance.now() + roundMilliseconds
  const began = performance.now()
  world.tap.arm(() => undefined)
  let accepted = 0
  let late = 0
  const call = async (caller: number) => {
    while (performance.now() < end) {
      const request: RechargeRequest = {
        url: world.urls[caller % load.servers] ?? '',
        token: tokens[caller % load.orgs] ?? '',
        key: crypto.randomUUID(),
        terms: { account: 'a', amount: 1, currency: 'EUR' },
      }
      const { answer, retryAfter } = await rechargeOnce(request)
      if (answer.status === 201) accepted += 1
      else if (answer.status === 503) {
        late += 1
        await setTimeout(Number(retryAfter) * 1000)
      } else throw new Error(`A recharge was answered ${answer.status}: ${answer.body}`)
    }
  }
  await Promise.all(Array.from({ length: load.callers }, (_, caller) => call(caller)))
  const seconds = (performance.now() - began) / 1000
  const writes = world.tap.count('TransactWriteItems') / accepted
  return { load, rate: accepted / seconds, late: late / (accepted + late), writes }
}

/** Starts a system with funded organizations, warms it up, and checks the books of every organization at the end. */
async function withBooks(tapped: boolean, run: (world: CrashWorld, tokens: readonly string[]) => Promise<void>) {
  const world = await startCrashWorld({ servers: 4, tapped })
  try {
    const [url] = world.urls
    if (url === undefined) throw new Error('At least one server')
    for (const org of orgNames) await openFunded(url, org, 1_000_000)
    const tokens = await Promise.all(orgNames.map((org) => mint(user({ role: 'owner', org }), { expiresIn: 3600 })))
    await measure(world, tokens, { callers: 16, orgs: 64, servers: 4 })
    await run(world, tokens)
    for (const org of orgNames) {
      const faults = faultsOf(await readBooks(world.databaseEndpoint, org))
      if (faults.length > 0) throw new Error(`The books of ${org} are wrong: ${faults.join('; ')}`)
    }
  } finally {
    await world.stop()
  }
}

/**
 * Runs every load in turn, several rounds, so that a slow minute of the machine hits all of them. Transactions are
 * counted in a round of its own, because counting takes time.
 */
export async function throughput(): Promise<string> {
  const timed: Measured[] = []
  const counted: Measured[] = []
  await withBooks(false, async (world, tokens) => {
    for (let round = 0; round < rounds; round++) {
      for (const load of loads) timed.push(await measure(world, tokens, load))
    }
  })
  await withBooks(true, async (world, tokens) => {
    for (const load of loads) counted.push(await measure(world, tokens, load))
  })
  const middle = (from: readonly Measured[], load: Load, field: 'rate' | 'late' | 'writes') =>
    median(from.filter((result) => result.load === load).map((result) => result[field]))
  const [base] = loads
  const baseRate = base === undefined ? Number.NaN : middle(timed, base, 'rate')
  const rows = loads.map((load) => [
    String(load.servers),
    String(load.orgs),
    String(load.callers),
    middle(timed, load, 'rate').toFixed(0),
    `${(middle(timed, load, 'rate') / baseRate).toFixed(2)}×`,
    `${(100 * middle(timed, load, 'late')).toFixed(0)}%`,
    middle(counted, load, 'writes').toFixed(2),
  ])
  const head = ['servers', 'orgs', 'callers', 'accepted/s', 'ratio', 'answered 503', 'transactions each']
  return table(head, rows)
}
