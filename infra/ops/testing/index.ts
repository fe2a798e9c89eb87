/**
 * Runs the command line in the process of a test.
 *
 * @module
 */

/** Every reason that `why` gives, for tests that must miss none. */
export { reasons as refusalReasons } from '../why/check.ts'
export { exampleLines } from './examples.ts'
export { type Ran, run } from './run.ts'
