/** What the trigger takes for an event once it is warm, and whether that grows with the scopes that are asked for. */
import { type Contract, indexOf } from '@scopegate/contract'
import { createHandler } from '@scopegate/trigger/handler'
import { personEvent } from '@scopegate/trigger/testing/events'
import { cpuOf } from './cpu.ts'
import { generatedContract } from './generated-contract.ts'
import { chosen, judged, type Row } from './interleave.ts'
import { type Options, type Outcome, outcomeOf, reported } from './outcome.ts'

/** From a few to the most that a client can have and so ask for (aws-facts §D.1). */
const sizes = [10, 25, 50] as const
const events = 20_000

/** Microseconds. */
const budget = { most: 10 }

/** What Lambda does for an event of ten scopes in any case, as a measure of the machine. */
const unit = 'the JSON of an event, read and written'

const eventOf = (contract: Contract) => {
  const { wireName } = indexOf(contract)
  const scopes = Object.values(contract.resourceServers).flatMap((server) => Object.keys(server.scopes).map(wireName))
  const attributes = { 'custom:role': 'owner', 'custom:org_id': 'org_a' }
  return personEvent({ clientId: 'web', scopes: ['openid', ...scopes], attributes })
}

function subject(size: number) {
  const contract: Contract = generatedContract(size)
  const names = new Map([['web', 'web']])
  let lines = 0
  const handle = createHandler({
    contract,
    pool: 'shop',
    directory: { nameOf: (id) => Promise.resolve(names.get(id)) },
    // The line as it is written; only the write itself is left out.
    log: (entry) => {
      lines += JSON.stringify(entry).length
    },
  })
  const event = eventOf(contract)
  return async () => {
    const sample = await cpuOf(events, () => handle(event))
    if (lines === 0) throw new Error('The trigger has logged nothing')
    return sample
  }
}

/** Runs it. @throws Error when the trigger refuses */
export async function trigger(options: Options): Promise<Outcome> {
  const rounds = options.quick ? 3 : 15
  const json = JSON.stringify(eventOf(generatedContract(10)))
  const nameOf = (size: number) => `an event of ${size} scopes`
  const all = new Map([
    [unit, () => cpuOf(events, () => JSON.stringify(JSON.parse(json)))],
    ...sizes.map((size) => [nameOf(size), subject(size)] as const),
  ])
  const rows: readonly Row[] = [
    { name: unit, of: unit, against: unit },
    ...sizes.map((size) => ({ name: nameOf(size), of: nameOf(size), against: unit, time: budget })),
    { name: `${nameOf(50)} / ${nameOf(10)}`, of: nameOf(50), against: nameOf(10), cpu: { most: 2 } },
  ]
  const [wanted, names] = chosen(rows, options.only)
  const subjects = new Map([...all].filter(([name]) => names.has(name)))
  for (const measure of subjects.values()) await measure()
  const report = await reported('trigger', options, rounds, () => judged(subjects, wanted, rounds, !options.quick))
  return outcomeOf(report, options, { subject: 'event', rate: 'throughput', unit: 'µs' })
}
