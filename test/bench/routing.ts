/**
 * Whether finding the operation of a request, and its scope in the token, grows with the contract. Through the whole
 * application, in this process; the token was verified once, because RSA would hide what is asked here.
 */
import { type Contract, indexOf } from '@scopegate/contract'
import { createApp, createVerifier, type Handlers, parsePools } from '@scopegate/http'
import { mint, person, testIssuers } from '@scopegate/testing'
import type { Context } from 'hono'
import { cpuOf } from './cpu.ts'
import { generatedContract } from './generated-contract.ts'
import { chosen, judged, type Row } from './interleave.ts'
import { type Options, type Outcome, outcomeOf, reported } from './outcome.ts'

const sizes = [10, 100, 400] as const

/** A client has no more of them (aws-facts §D.1). */
const mostScopes = 50
const requests = 4_000

/** Requests to operations from the whole contract, for a caller who has the scope of each. */
async function subject(size: number) {
  const contract: Contract = generatedContract(size)
  const { operations } = indexOf(contract)
  const asked = operations.filter((_, at) => at % Math.ceil(size / mostScopes) === 0)
  const scopes = asked.map(({ operation: { access } }) => (access.kind === 'scope' ? access.scope : ''))
  const caller = person(contract, { pool: 'shop', role: 'owner', org: 'org_a', client: 'web', scopes })
  const token = await mint(contract, caller)
  const issuers = await testIssuers(contract)
  const verdict = createVerifier(contract, parsePools(contract, issuers.pools))(token)
  const handlers = Object.fromEntries(operations.map(({ id }) => [id, (c: Context) => c.json({ status: 'ok' })]))
  // The cast is safe: one handler for each operation, and none reads the context.
  const app = createApp(contract, handlers as unknown as Handlers<Contract>, {
    verify: () => verdict,
    now: Date.now,
    log: () => undefined,
  })
  const calls = asked.map(({ operation: { method, path } }) => {
    const url = path.replace('{id}', 'a')
    const incoming = { method, url, rawHeaders: ['Authorization', `Bearer ${token}`] }
    return { request: new Request(`http://127.0.0.1${url}`), incoming }
  })
  return () =>
    cpuOf(requests, async (index) => {
      const call = calls[index % calls.length]
      if (call === undefined) throw new Error('Nothing is asked for')
      const { status } = await app.fetch(call.request, { incoming: call.incoming })
      if (status !== 200) throw new Error(`${call.incoming.url} was answered ${status}`)
    })
}

/** Runs it. @throws Error when a request is refused */
export async function routing(options: Options): Promise<Outcome> {
  const rounds = options.quick ? 3 : 15
  const all = new Map(await Promise.all(sizes.map(async (size) => [String(size), await subject(size)] as const)))
  const rows: readonly Row[] = sizes.map((size) => ({
    name: `${size} operations`,
    of: String(size),
    against: '10',
    ...(size === 400 ? { cpu: { most: 4 } } : {}),
  }))
  const [wanted, names] = chosen(rows, options.only)
  const subjects = new Map([...all].filter(([name]) => names.has(name)))
  for (const measure of subjects.values()) await measure()
  const report = await reported('routing', options, rounds, () => judged(subjects, wanted, rounds, !options.quick))
  return outcomeOf(report, options, { subject: 'contract', rate: 'throughput', unit: 'µs' })
}
