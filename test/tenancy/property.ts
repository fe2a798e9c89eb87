/** The property: no sequence crosses from one organization into another. */
import * as fc from 'fast-check'
import { type Scenario, scenario } from './scenario.ts'
import { type Arena, runSequence, Unanswered } from './sequence.ts'

/** Numbers of sequences in this process: names are never used twice, though a sequence is when it is shrunk. */
let lastSequence = 0

/** What fast-check found. */
export type Findings = fc.RunDetails<[Scenario]>

/** Looks for a sequence that crosses. */
export const searchCrossing = (arena: Arena, parameters: fc.Parameters<[Scenario]>): Promise<Findings> =>
  fc.check(
    fc.asyncProperty(scenario, async (drawn) => {
      try {
        await runSequence(arena, (lastSequence += 1), drawn)
      } catch (error) {
        // Skipped sequences do not count, and too many of them fail the run.
        fc.pre(!(error instanceof Unanswered))
        throw error
      }
    }),
    parameters,
  )

/**
 * Passes when nothing was found in as many sequences as were asked for.
 *
 * @throws with the shrunk sequence, what happened in it, and the command that runs it again
 */
export async function expectNone(findings: Findings): Promise<void> {
  if (!findings.failed) return
  const { seed, counterexamplePath, errorInstance } = findings
  const replay = `TENANCY_SEED=${seed} TENANCY_PATH='${counterexamplePath}' npx -y pnpm@12.21.0 test --project whole test/tenancy/tenancy`
  throw new Error(`${await fc.asyncDefaultReportMessage(findings)}\nRun it again with:\n  ${replay}`, {
    cause: errorInstance,
  })
}
