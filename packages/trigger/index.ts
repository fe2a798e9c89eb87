/**
 * The Pre Token Generation trigger for those who test with it. A system's trigger imports `@scopegate/trigger/lambda`.
 */
export { type ClientDirectory, type ClientDirectoryDependencies, createClientDirectory } from './client-directory.ts'
export { type AccessTokenOverrides, type Enrichment, enrich } from './enrich.ts'
export { type ParsedEvent, parseEvent, type TokenEventData } from './event.ts'
export { createHandler, type HandlerDependencies, type LogEntry, type TokenResponse } from './handler.ts'
export { type RefusalReason, refusals, TokenRefused } from './refusal.ts'
