/**
 * The Pre Token Generation trigger for those who test with it. Nothing here loads the AWS SDK; `@scopegate/trigger/lambda`,
 * which a system's trigger imports, does.
 */
export { type ClientDirectory, type ClientDirectoryDependencies, createClientDirectory } from './client-directory.ts'
export { type AccessTokenOverrides, type Enrichment, enrich } from './enrich.ts'
export { type ParsedEvent, parseEvent, type TokenEventData } from './event.ts'
export { createHandler, type HandlerDependencies, type LogEntry, type TokenResponse } from './handler.ts'
export { type RefusalReason, refusals, TokenRefused } from './refusal.ts'
