/**
 * The test kit for people who add operations: call an operation as anyone, with a really signed token, through the
 * real guard. Nothing here bypasses it.
 *
 * @module
 */
export { type TestApi, type TestCaller, testApi } from './api.ts'
export { type MintOptions, mint } from './mint.ts'
export { type MachineName, machine, operator, type Principal, user } from './principals.ts'
