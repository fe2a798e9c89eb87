/** The account service: which organizations are open, what a token may do and whose it is. */
export type { AccessReport, OperationRow, RefusedOperation } from './access.ts'
export { type AccountOptions, composeAccount } from './compose.ts'
export type { AccountContract, AccountHandlers } from './contract.ts'
export { type AccountDeps, accountHandlers } from './handlers.ts'
export {
  createOrganizations,
  type FurtherTerms,
  type Organization,
  type Organizations,
  type OrganizationsDeps,
  type TermsOf,
} from './organizations.ts'
export { createCognitoClient, createProfiles, type FindProfile, type Profile, type ProfilesDeps } from './profiles.ts'
