/** Processes die while money moves. The long form is part of `pnpm bench`. */
import { expect, test } from 'vitest'
import { killRun } from './support/kill-run.ts'
import { countsOf, faultsOfRun } from './support/verdict.ts'

test('300 recharges of 16 callers happen exactly once each, though the server dies four times and the database once', async () => {
  const report = await killRun({ callers: 16, recharges: 300, serverKills: 4, databaseKills: 1 })
  process.stdout.write(`${countsOf(report)}\n`)
  expect(faultsOfRun(report)).toEqual([])
  expect(report.kills).toEqual({ server: 4, database: 1 })
}, 60_000)
