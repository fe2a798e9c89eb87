/**
 * Contention as functions have it: each container serves one request at a time and shares nothing with the others but
 * the database, so nothing orders the writers of one wallet beforehand. Every container is a client, a lane and a
 * guard of its own; they live in this process, as a machine has no room for 64.
 */
import { setTimeout } from 'node:timers/promises'
import { compose } from '@scopegate/services/recharge/index'
import { faultsOf, readBooks } from '../crash/support/ledger.ts'
import { type CrashWorld, openFunded, startCrashWorld } from '../crash/support/world.ts'
import { localAccess, tables } from '../services/support/dynamodb.ts'
import { type TestApi, testApi, user } from '../support/principals.ts'
import { median, table } from './table.ts'

// The SDK's own resolution, as in production; there is no other way in.
process.env['AWS_REGION'] = localAccess.region
process.env['AWS_ACCESS_KEY_ID'] = localAccess.credentials.accessKeyId
process.env['AWS_SECRET_ACCESS_KEY'] = localAccess.credentials.secretAccessKey

const containerCounts = [1, 8, 64]
const loads = [1, 64].flatMap((orgs) => containerCounts.map((containers) => ({ orgs, containers })))
type Load = (typeof loads)[number]

const rounds = 3
const roundMilliseconds = 3_000
const orgNames = Array.from({ length: 64 }, (_, at) => `org_bench${at}`)

interface Measured {
  readonly load: Load
  readonly rate: number
  readonly late: number
  readonly writes: number
  /** Milliseconds until the answer, of 99 in 100 requests. */
  readonly slowest: number
}

async function measure(world: CrashWorld, apis: readonly TestApi[], load: Load): Promise<Measured> {
  const callers = apis.slice(0, load.containers).map((api, at) => {
    return api.as(user({ role: 'owner', org: orgNames[at % load.orgs] ?? '' }))
  })
  // The first request of each mints the token and fetches the key set.
  for (const caller of callers) await caller.get('/v1/wallet')
  world.tap.arm(() => undefined)
  const began = performance.now()
  const times: number[] = []
  let accepted = 0
  await Promise.all(
    callers.map(async (caller) => {
      while (performance.now() < began + roundMilliseconds) {
        const headers = { 'idempotency-key': `"${crypto.randomUUID()}"` }
        const sent = performance.now()
        const answer = await caller.post('/v1/recharges', {
          json: { account: 'a', amount: 1, currency: 'EUR' },
          headers,
        })
        times.push(performance.now() - sent)
        if (answer.status === 201) accepted += 1
        else if (answer.status === 503) await setTimeout(Number(answer.headers.get('retry-after')) * 1000)
        else throw new Error(`A recharge was answered ${answer.status}: ${await answer.text()}`)
      }
    }),
  )
  return {
    load,
    rate: (1000 * accepted) / (performance.now() - began),
    late: (times.length - accepted) / times.length,
    writes: world.tap.count('TransactWriteItems') / accepted,
    slowest: times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? Number.NaN,
  }
}

/** Runs every load in turn, several rounds, and checks the books of every organization at the end. */
export async function containers(): Promise<string> {
  const world = await startCrashWorld({ servers: 1 })
  try {
    for (const org of orgNames) await openFunded(world.urls[0] ?? '', org, 1_000_000)
    const variables = { ...tables, DYNAMODB_ENDPOINT: world.tap.endpoint }
    const apis = await Promise.all(Array.from({ length: 64 }, () => testApi(compose(variables))))
    const results: Measured[] = []
    // The first round warms up and does not count.
    for (let round = 0; round <= rounds; round++) {
      for (const load of loads) {
        const measured = await measure(world, apis, load)
        if (round > 0) results.push(measured)
      }
    }
    for (const org of orgNames) {
      const faults = faultsOf(await readBooks(world.databaseEndpoint, org))
      if (faults.length > 0) throw new Error(`The books of ${org} are wrong: ${faults.join('; ')}`)
    }
    return render(results)
  } finally {
    await world.stop()
  }
}

function render(results: readonly Measured[]): string {
  const middle = (load: Load | undefined, field: 'rate' | 'late' | 'writes' | 'slowest') =>
    median(results.filter((result) => result.load === load).map((result) => result[field]))
  const rows = loads.map((load) => [
    String(load.orgs),
    String(load.containers),
    middle(load, 'rate').toFixed(0),
    `${(middle(load, 'rate') / middle(loads[0], 'rate')).toFixed(2)}×`,
    `${(100 * middle(load, 'late')).toFixed(0)}%`,
    middle(load, 'writes').toFixed(2),
    middle(load, 'slowest').toFixed(0),
  ])
  const head = ['orgs', 'containers', 'accepted/s', 'ratio', 'answered 503', 'transactions each', '99 % within ms']
  return table(head, rows)
}
