/**
 * The account service: what a token may do and whose it is.
 *
 * @module
 */
export type { AccessReport, OperationRow, RefusedOperation } from './access.ts'
export { composeAccount } from './compose.ts'
export { type AccountDeps, accountHandlers } from './handlers.ts'
export { createCognitoClient, createProfiles, type FindProfile, type Profile, type ProfilesDeps } from './profiles.ts'
