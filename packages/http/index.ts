/** The resource-server kit: verify a Cognito access token, decide by the contract, answer in RFC 9457 and RFC 6750. */
export { type App, createApp } from './app/app.ts'
export type { AppDeps, GuardDeps } from './app/context.ts'
export { guard, type RequireOperation } from './app/guard.ts'
export type { Caller, MachineCaller, OrgId, UnboundCaller, UserCaller } from './caller.ts'
export { type Decision, type DenyReason, decide, orgNotFoundDetail, type Presented } from './decide.ts'
export type { Log } from './decision-log.ts'
export { ConfigurationError, checkSetting, type Environment, readEnvironment } from './environment.ts'
export type {
  Admitted,
  EnvFor,
  Handler,
  Handlers,
  HandlersOf,
  OperationId,
  ServiceHandlers,
  ServiceName,
} from './handlers.ts'
export { maximumBodyBytes } from './input/body.ts'
export { parse, parseBody, parsePath, parseQuery } from './input/parse.ts'
export { type PathFault, pathFault, type RawPath } from './input/path.ts'
export { type GatewayEvent, type GatewayResult, type LambdaHandler, lambdaHandler, toLambda } from './lambda.ts'
export { writeLine } from './outbound/log.ts'
export { isOutage } from './outbound/outage.ts'
export { type MakeProblem, Problem, type ProblemOptions, problemsOf } from './problem.ts'
export { bearerChallenge, type ProblemAnswer, problemAnswer, problemResponse } from './respond.ts'
export { type ServeOptions, type Server, serveApp } from './serve/serve.ts'
export { serveServices, startServer } from './serve/server.ts'
export { checkClaims } from './verify/claims.ts'
export { type Credentials, readCredentials } from './verify/credentials.ts'
export { type AssignmentFault, type Identification, identify, type VerifiedClaims } from './verify/identify.ts'
export { type KeySetOptions, keySetDefaults } from './verify/key-sets.ts'
export { parsePools, type TrustedPool, type TrustedPools } from './verify/pools.ts'
export { RejectedToken, type Rejection, type RejectionReason, rejectionDetail } from './verify/rejection.ts'
export { createVerifier, type Verdict, type VerifyToken } from './verify/verify.ts'
