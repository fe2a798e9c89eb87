/** The long form of the kill test. */
import { killRun } from '../crash/support/kill-run.ts'
import { countsOf, faultsOfRun } from '../crash/support/verdict.ts'

/** Runs it. One of the kills takes server and database at once. @throws Error with all that is wrong at the end. */
export async function kill(): Promise<string> {
  const kills = { server: 13, database: 3 }
  const report = await killRun({
    callers: 16,
    recharges: 2_000,
    serverKills: kills.server,
    databaseKills: kills.database,
  })
  const faults = [...faultsOfRun(report)]
  if (report.kills.server !== kills.server || report.kills.database !== kills.database) {
    faults.push(`Wanted ${kills.server} server kills and ${kills.database} database kills`)
  }
  if (faults.length > 0) throw new Error([countsOf(report), ...faults].join('\n'))
  return countsOf(report)
}
