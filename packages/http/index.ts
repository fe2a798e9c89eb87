/**
 * The resource-server kit: verify a Cognito access token, decide by the contract, answer in RFC 9457 and RFC 6750.
 *
 * @module
 */
export { type App, createApp, type ServiceHandlers } from './app/app.ts'
export type { AppDeps } from './app/context.ts'
export type { Caller, MachineCaller, OperatorCaller, OrgId, UserCaller } from './caller.ts'
export { type Decision, decide, orgNotFoundDetail, type Presented } from './decide.ts'
export type { Log } from './decision-log.ts'
export { ConfigurationError, readEnvironment } from './environment.ts'
export type { EnvFor, Handler, Handlers, HandlersOf } from './handlers.ts'
export { maximumBodyBytes } from './input/body.ts'
export { parse, parseBody, parsePath, parseQuery } from './input/parse.ts'
export { type GatewayEvent, type GatewayResult, type LambdaHandler, toLambda } from './lambda.ts'
export { isOutage } from './outbound/outage.ts'
export { Problem, type ProblemOptions } from './problem.ts'
export { type ServeOptions, type Server, serveApp } from './serve/serve.ts'
export { type KeySetOptions, keySetDefaults } from './verify/key-sets.ts'
export { parsePools, type TrustedPool, type TrustedPools } from './verify/pools.ts'
export type { Rejection, RejectionReason } from './verify/rejection.ts'
export { createVerifier, type Verdict, type VerifyToken } from './verify/verify.ts'
