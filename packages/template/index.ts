/**
 * CloudFormation templates as files: one loader and one index of resources, AWS's limits, and the forms of what the
 * system's processes exchange.
 */
export {
  environmentLimitBytes,
  headerLimitBytes,
  isLoopback,
  isLoopbackHost,
  resourcesPerTemplate,
} from '@scopegate/contract'
export { type Place, TemplateError } from './error.ts'
export { type Assembly, loadAssembly, loadTemplates, type Stack } from './load.ts'
export { codesInTurn, oneTimeCodes } from './one-time-code.ts'
export { PoolsVariable } from './pools-variable.ts'
export { type RefusedUpdate, refusedUpdates } from './refused-updates.ts'
export { indexResources, type LocatedResource, placeOf, type ResourceIndex } from './resources.ts'
export { Template, type TemplateResource } from './schema.ts'
export { type StackClient, StackFile, type StackUser } from './stack-file.ts'
export { isTable, parsedTable, type Table, walk } from './table.ts'
