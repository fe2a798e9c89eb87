/** Ends a test run with `N passed, N failed`, the one line that people and CI read. */
import type { Reporter, SerializedError, TestModule } from 'vitest/node'

export default class ClosingLineReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const states = modules.flatMap((module) => [...module.children.allTests()].map((test) => test.result().state))
    const count = (state: string) => states.filter((each) => each === state).length
    // A file that could not be loaded ran no test at all; counted as passed it would hide itself.
    const broken = modules.filter((module) => module.errors().length > 0).length
    const skipped = count('skipped')
    const line = `${count('passed')} passed, ${count('failed') + broken + unhandled.length} failed`
    // After the other reporters' summaries, whatever their order.
    process.once('exit', () => console.log(skipped === 0 ? line : `${line}, ${skipped} skipped`))
  }
}
