/**
 * Races over real HTTP between three server processes on one database: what one process orders by itself must hold
 * between processes as well.
 */

import { afterAll, beforeAll, expect, test } from 'vitest'
import { mint, user } from '../support/principals.ts'
import {
  type Answer,
  isInProgress,
  newTally,
  type RechargeRequest,
  rechargeOnce,
  rechargeUntilAnswered,
} from './support/caller.ts'
import { faultsOf, readBooks } from './support/ledger.ts'
import { type CrashWorld, openFunded, startCrashWorld } from './support/world.ts'

let started: CrashWorld | undefined
beforeAll(async () => {
  started = await startCrashWorld({ servers: 3 })
})
afterAll(() => started?.stop())

const world = (): CrashWorld => {
  if (started === undefined) throw new Error('The system runs only while tests run')
  return started
}

/** Requests of one person of an organization of its own, dealt to the servers in turn. */
async function requests(org: string, balance: number, count: number, keyOf: (at: number) => string) {
  const { urls } = world()
  await openFunded(urls[0] ?? '', org, balance)
  const token = await mint(user({ role: 'owner', org }))
  // Each server fetches the key set once; the race is about money.
  await Promise.all(urls.map((url) => fetch(`${url}/v1/wallet`, { headers: { authorization: `Bearer ${token}` } })))
  return Array.from({ length: count }, (_, at): RechargeRequest => {
    const terms = { account: 'a', amount: 10, currency: 'EUR' }
    return { url: urls[at % urls.length] ?? '', token, key: keyOf(at), terms }
  })
}

const books = (org: string) => readBooks(world().databaseEndpoint, org)

/** How many answers of which kind. A problem counts by its code. */
function kinds(answers: readonly Answer[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { status, body, replayed } of answers) {
    // The cast is safe: a recharge has no code.
    const { code } = JSON.parse(body) as { readonly code?: string }
    const kind = `${status}${code === undefined ? '' : ` ${code}`}${replayed ? ' replayed' : ''}`
    counts[kind] = (counts[kind] ?? 0) + 1
  }
  return counts
}

test('64 identical requests with one key at once have one effect, and each answer is that effect, its replay, or 409', async () => {
  const key = crypto.randomUUID()
  const identical = await requests('org_identical', 1000, 64, () => key)
  const [first] = identical
  if (first === undefined) throw new Error('64 requests')
  const sent = await Promise.all(identical.map(rechargeOnce))
  // On a machine that is too busy a few may run out of time. That is no answer yet: they come back.
  const comeBack = async (answer: Answer, at: number) =>
    answer.status === 503 ? rechargeUntilAnswered(identical[at] ?? first, newTally()) : answer
  const answers = await Promise.all(sent.map(({ answer }, at) => comeBack(answer, at)))
  const effects = answers.filter(({ status }) => status === 201)
  expect(effects.filter(({ replayed }) => !replayed).length).toBeLessThanOrEqual(1)
  expect(new Set(effects.map(({ body, location }) => `${location} ${body}`)).size).toBe(1)
  expect(answers.filter((answer) => answer.status !== 201 && !isInProgress(answer))).toEqual([])
  const { wallet, recharges, entries, ...rest } = await books('org_identical')
  expect(faultsOf({ wallet, recharges, entries, ...rest })).toEqual([])
  expect([wallet.balance, recharges.length, entries.length]).toEqual([990, 1, 2])
  expect(recharges[0]?.id).toBe((JSON.parse(effects[0]?.body ?? '{}') as { readonly id?: string }).id)
})

test('a balance for exactly 12 recharges, 48 at once: exactly 12 are accepted, the others are told why not', async () => {
  const k = 12
  const racing = await requests('org_overdraft', 10 * k, 4 * k, () => crypto.randomUUID())
  const tally = newTally()
  const answers = await Promise.all(racing.map((request) => rechargeUntilAnswered(request, tally)))
  const { '201': first = 0, '201 replayed': replayed = 0, ...others } = kinds(answers)
  expect(first + replayed).toBe(k)
  expect(others).toEqual({ '409 wallet_insufficient': 3 * k })
  const after = await books('org_overdraft')
  expect(faultsOf(after)).toEqual([])
  expect([after.wallet.balance, after.recharges.length]).toEqual([0, k])
})

test('192 different recharges at once on one wallet: each is accepted, or told with 503 and Retry-After to come back', async () => {
  const crowd = await requests('org_crowd', 1_000_000, 192, () => crypto.randomUUID())
  const sent = await Promise.all(crowd.map(rechargeOnce))
  const {
    '201': fresh = 0,
    '201 replayed': replayed = 0,
    '503 dependency_unavailable': late = 0,
    ...others
  } = kinds(sent.map(({ answer }) => answer))
  // Replayed at first sight: the server lost the database's answer and found its own row.
  const accepted = fresh + replayed
  expect(others).toEqual({})
  expect(accepted + late).toBe(crowd.length)
  expect(accepted).toBeGreaterThan(0)
  expect(sent.filter(({ answer, retryAfter }) => answer.status === 503 && retryAfter === null)).toEqual([])
  const between = await books('org_crowd')
  expect(faultsOf(between)).toEqual([])
  // A 503 says that nobody knows; what is stored is what was accepted, and perhaps some that nobody heard of.
  expect(between.recharges.length).toBeGreaterThanOrEqual(accepted)
  // Coming back with the same keys finishes the rest, and does nothing twice.
  const again = await Promise.all(crowd.map((request) => rechargeUntilAnswered(request, newTally())))
  expect(again.filter(({ status }) => status !== 201)).toEqual([])
  expect(sent.filter(({ answer }, at) => answer.status === 201 && answer.body !== again[at]?.body)).toEqual([])
  const after = await books('org_crowd')
  expect(faultsOf(after)).toEqual([])
  expect([after.wallet.balance, after.recharges.length]).toEqual([1_000_000 - 10 * crowd.length, crowd.length])
})
