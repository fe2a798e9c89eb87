/** Runs the command line in the process of a test. */

/** What `plan` and `drift` compare with, for tests that look past the command. */
export { deployedContract } from '../aws/deployed-contract.ts'
export { openSession, type Session } from '../aws/session.ts'
/** Every reason that `why` gives, for tests that must miss none. */
export { reasons as refusalReasons } from '../why/explain.ts'
export { exampleLines } from './examples.ts'
export { type Ran, run } from './run.ts'
