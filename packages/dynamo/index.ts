/** What handlers on DynamoDB need: idempotent execution, lists page by page, conditional writes, and their tables. */
export { documentClient } from './client.ts'
export { type Documents, documents, isNamed } from './documents.ts'
export { type Answer, jsonAnswer, toResponse } from './idempotency/answer.ts'
export {
  createIdempotentExecution,
  type Effect,
  type ExecuteIdempotently,
  type ExecutionResult,
  type IdempotencyDeps,
  type IdempotentRequest,
  type Plan,
} from './idempotency/execution.ts'
export { idempotencyKey } from './idempotency/key.ts'
export { type Page, type PageQuery, queryPage } from './page.ts'
export { type ListBody, type ListOptions, listPage } from './pagination.ts'
export { type TableOf, tableName, tablesOf } from './tables.ts'
export { held, type TransactionResult, transact, type Write } from './transaction.ts'
