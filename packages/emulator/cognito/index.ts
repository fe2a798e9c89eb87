/**
 * Emulates Amazon Cognito on one machine: see `cognito.ts`.
 *
 * @module
 */
export { type Cognito, createCognito } from './cognito.ts'
export type { CognitoDeps, InvokeResult, ResolvedClient, ResolvedPool } from './model.ts'
export type { SeedUser } from './seed.ts'
