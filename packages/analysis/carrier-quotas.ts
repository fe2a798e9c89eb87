/**
 * How much a contract uses of what carries a system, whatever it serves: CloudFormation's stack, Lambda's environment, SSM's
 * parameter (aws-facts §D.3).
 */
import { type Contract, pascalCase, tableVariable } from '@scopegate/contract'
import { environmentLimitBytes, resourcesPerTemplate } from '@scopegate/template'
import { bytesOf, carriers, type QuotaUse, use } from './quota.ts'
import { clientIdLength, longestIssuer } from './token-size.ts'

export const carrier = {
  resources: carriers('resources-per-template', 'resources of a template', resourcesPerTemplate),
  outputs: carriers('outputs-per-template', 'outputs of a template', 200),
  // AWS says 1 MB; whether it counts 1,000,000 or 1,048,576 bytes it does not say.
  bytes: carriers('template-bytes', 'bytes of a template', 1_000_000),
  variables: carriers('function-variables', 'bytes of a function’s variables', environmentLimitBytes),
  directory: carriers('parameter-bytes', 'bytes of a client directory', 4_096),
} as const

/** A table’s name as CloudFormation makes it of the stack’s, the table’s and letters of chance. */
const tableNameLength = 90

/** A pool with its domain, its trigger (5) and its API with authorizer, stage and log. */
const resourcesOfPool = 11
/** A service’s function, role, policy and log. */
const resourcesOfService = 4
/** Addresses and issuer. */
const outputsOfPool = 3

/** What one of each use brings into the stack. An integration comes with the permission to call the function. */
const resourcesOf: Readonly<Record<string, number>> = {
  'resource-servers-per-pool': 1,
  'clients-per-pool': 1,
  'login-styles-per-pool': 1,
  'routes-per-api': 1,
  'integrations-per-api': 2,
}

/** The least that the stack has, above what pools and APIs use: domains, alarms and what a team adds show in the template. */
export function carrierUses({ name, pools, services }: Contract, counted: readonly QuotaUse[]): readonly QuotaUse[] {
  const stack = pascalCase(name)
  const rows = Object.entries(pools)
  const trusted = rows.map(([pool, { clients }]) => [
    pool,
    { issuer: longestIssuer, clients: Object.fromEntries(ids(clients)) },
  ])
  const variables = (tables: readonly string[]): Readonly<Record<string, string>> => ({
    POOLS: JSON.stringify(Object.fromEntries(trusted)),
    ...Object.fromEntries(tables.map((table) => [tableVariable(table), 'x'.repeat(tableNameLength)])),
  })
  return [
    use(
      carrier.resources,
      stack,
      counted.reduce(
        (sum, { quota, used }) => sum + used * (resourcesOf[quota] ?? 0),
        resourcesOfPool * rows.length + resourcesOfService * Object.keys(services).length,
      ),
    ),
    use(
      carrier.outputs,
      stack,
      rows.reduce((sum, [, { clients }]) => sum + outputsOfPool + Object.keys(clients).length, 0),
    ),
    ...Object.entries(services).map(([service, { tables = {} }]) =>
      use(carrier.variables, service, variableBytes(variables(Object.keys(tables)))),
    ),
    ...rows.map(([pool, { clients }]) => use(carrier.directory, pool, bytesOf(clientDirectory(clients)))),
  ]
}

// CloudFormation fills the ids in, so that here only their length is known.
const ids = (clients: object) =>
  Object.keys(clients).map((client, at) => [String(at).padStart(clientIdLength, '0'), client] as const)

/** As long as the trigger's client directory is. */
export const clientDirectory = (clients: object): string =>
  JSON.stringify(Object.fromEntries(ids(clients).map(([id, client]) => [client, id])))

/** What Lambda counts: names and values. */
export const variableBytes = (variables: Readonly<Record<string, string>>): number =>
  Object.entries(variables).reduce((sum, [name, value]) => sum + bytesOf(name) + bytesOf(value), 0)
