/**
 * Runs the command line in the process of a test.
 *
 * @module
 */
export { exampleLines } from './examples.ts'
export { type Ran, run } from './run.ts'
