/**
 * Cognito, the HTTP APIs, their functions and DynamoDB on one machine: runs a synthesized template and knows nothing else.
 */

export { codesInTurn, type StackClient, type StackFile, type StackUser } from '@scopegate/template'
export type { StackPerson } from './describe-stack.ts'
export { stopStackIn } from './home/lock.ts'
export { type LocalStack, type LocalStackOptions, type Synthesize, startLocalStack } from './stack.ts'
export type {
  PasswordPolicy,
  PhysicalIds,
  ResolvedApi,
  ResolvedClient,
  ResolvedPool,
  ResolvedRoute,
  ResolvedStack,
} from './template/index.ts'
