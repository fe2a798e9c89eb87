/**
 * The contract of a resource server on Amazon Cognito and API Gateway: its shape, the algebra of its grants, and the
 * product's own problems. Plain data and pure functions; imports nothing, because the token trigger bundles it.
 */
export { accountOperations, accountServices, accountTables, idempotencyTables } from './account.ts'
export {
  addressesOf,
  type ClientKind,
  type ClientKindSpec,
  clientKinds,
  cognitoScopesOf,
  type PageClientSpec,
  refreshGraceOf,
  selfServiceScope,
  usesSignInPage,
} from './client-kinds.ts'
export type { Contract } from './contract.ts'
export { type ContractIndex, type Holder, indexOf, type NamedOperation } from './contract-index.ts'
export { type DefinedContract, defineContract } from './define-contract.ts'
export { type GrantIndex, grantsOf, type NamedClient, type NamedScope } from './grant-index.ts'
export { effectiveScopes, type GrantRequest } from './grants.ts'
export { type KitProblemCode, kitProblems } from './kit-problems.ts'
export { environmentLimitBytes, headerLimitBytes, resourcesPerTemplate } from './limits.ts'
export { isLoopback, isLoopbackHost } from './loopback.ts'
export { memoize } from './memoize.ts'
export type { OperationIdOf, ScopeOf, WireScopeOf } from './names.ts'
export {
  type Access,
  type Callers,
  type Method,
  type OperationSpec,
  openTo,
  requires,
  type Tenancy,
} from './operation.ts'
export { isOrgId } from './org.ts'
export type { ChallengeError, ProblemLayer, ProblemSpec } from './problem.ts'
export { defineSampleData, type SampleData, type SampleStep } from './sample-data.ts'
export {
  type Allowance,
  type ServiceSpec,
  type TableAction,
  type TableSpec,
  tableVariable,
  type UserPoolAction,
} from './service.ts'
export { type Holding, type ServingRefusal, servingRefusal } from './serving.ts'
export type {
  BrowserClientSpec,
  ClientSpec,
  IdentityScope,
  MachineClientSpec,
  PoolSpec,
  ResourceServerSpec,
  Risk,
  RoleSpec,
  ScopeSpec,
  SdkClientSpec,
} from './shape.ts'
export {
  type CustomDomain,
  defineStages,
  type Stage,
  type StageClient,
  type StageOf,
  type StageSpec,
  type Stages,
  stagedContract,
  stageNamed,
} from './stage.ts'
export { pascalCase, type StageNames, stageNames } from './stage-names.ts'
