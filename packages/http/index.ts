/**
 * The resource-server kit: verify a Cognito access token, decide by the contract, answer in RFC 9457 and RFC 6750.
 *
 * @module
 */
export { type App, createApp, type ServiceHandlers } from './app.ts'
export { maximumBodyBytes } from './body.ts'
export type { Caller, MachineCaller, OperatorCaller, OrgId, UserCaller } from './caller.ts'
export type { AppDeps } from './context.ts'
export { type Decision, decide, orgNotFoundDetail, type Presented } from './decide.ts'
export type { Log } from './decision-log.ts'
export { ConfigurationError, readEnvironment } from './environment.ts'
export type { EnvFor, Handler, Handlers, HandlersOf } from './handlers.ts'
export { type KeySetOptions, keySetDefaults } from './key-sets.ts'
export { type GatewayEvent, type GatewayResult, type LambdaHandler, toLambda } from './lambda.ts'
export { isOutage } from './outage.ts'
export { parse, parseBody, parsePath, parseQuery } from './parse.ts'
export { parsePools, type TrustedPool, type TrustedPools } from './pools.ts'
export { Problem, type ProblemOptions } from './problem.ts'
export type { Rejection, RejectionReason } from './rejection.ts'
export { type ServeOptions, type Server, serveApp } from './serve.ts'
export { createVerifier, type Verdict, type VerifyToken } from './verify.ts'
