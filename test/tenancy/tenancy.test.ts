/**
 * Tenancy, as one property over generated sequences: several organizations' people of every role, partners' machines
 * and operator staff act at the same time on one server, and try to cross over in every way that `intents.ts`,
 * `disguises.ts`, `detours.ts` and `cursors.ts` list.
 *
 * A failure prints the seed, the shrunk sequence with its requests and answers, and the command that runs it again:
 * `TENANCY_SEED` and `TENANCY_PATH` replay one, `TENANCY_RUNS` sets how many sequences are drawn.
 */
import { expect, test } from 'vitest'
import type { OperationId } from '../support/contract.ts'
import { useArena } from './arena.ts'
import { drafted } from './attempts/drafts.ts'
import { expectNone, searchCrossing } from './property.ts'

const arena = useArena()

const { TENANCY_SEED: seed, TENANCY_PATH: path, TENANCY_RUNS: runs = 500 } = process.env

const outcomeOf = (status: number) => (status < 300 ? 'succeeds' : 'is refused')

/** What must have happened in a run, so that it is not silent for want of trying. */
const wanted = drafted.flatMap((id) => [`${id} succeeds`, `${id} is refused`])

test(`none of ${runs} sequences of concurrent requests crosses from one organization into another`, {
  timeout: 300_000,
}, async () => {
  const { send, stores } = await arena.server()
  const outcomes = new Set<string>()
  const seen = (operation: OperationId, status: number) => outcomes.add(`${operation} ${outcomeOf(status)}`)
  const findings = await searchCrossing(
    { send, stores, seen },
    {
      numRuns: Number(runs),
      ...(seed === undefined ? {} : { seed: Number(seed) }),
      ...(path === undefined ? {} : { path }),
      // Fewer sequences than promised are a failure; a crossing that was found is shrunk as far as time allows.
      interruptAfterTimeLimit: 270_000,
      markInterruptAsFailure: true,
    },
  )
  await expectNone(findings)
  // Whatever was named in a request, no table has rows of an organization that nobody opened.
  const strangers = [...(await stores.orgs())].filter((org) => !/^org_(s\d{6}[ab]|acme|globex)$/.test(org))
  expect(strangers).toEqual([])
  expect([...outcomes]).toEqual(expect.arrayContaining(path === undefined ? wanted : []))
})
