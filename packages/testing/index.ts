/**
 * The test kit for people who add operations: call an operation as anyone, with a really signed token, through the
 * real guard. Nothing here bypasses it.
 */

export { type TestApi, type TestCaller, type TestRequest, testApi } from './api.ts'
export { startDatabase, type TestDatabase, tableDefinitions } from './database.ts'
export { type TestIssuers, testIssuers } from './issuers.ts'
export { type MintOptions, mint } from './mint.ts'
export {
  type MachineNameOf,
  type MachinePrincipal,
  machine,
  type PersonOptions,
  type PersonPrincipal,
  type Principal,
  person,
} from './principals.ts'
