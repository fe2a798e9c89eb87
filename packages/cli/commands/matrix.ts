/** `scopes matrix`: who may do what, as a grid. */

import { type MatrixFilter, matrixOf } from '@scopegate/analysis/matrix'
import { type Contract, indexOf } from '@scopegate/contract'
import { Option } from 'commander'
import { type MatrixFormat, renderMatrix } from '../matrix/render.ts'
import { chosen } from '../program/chosen.ts'
import { examplesOf, type Register, repeatable } from '../program/command.ts'
import { exitCodes } from '../program/failure.ts'

interface Options {
  readonly scope?: readonly string[]
  readonly operation?: readonly string[]
  readonly role?: readonly string[]
  readonly client?: readonly string[]
  readonly format: MatrixFormat
  readonly json?: boolean
}

export const registerMatrix: Register = (program, context, reply) => {
  const command = program
    .command('matrix')
    .description('Shows who may do what: each role and machine across, each operation down')
  repeatable(command, '--scope <scope>', 'only operations that this scope opens')
  repeatable(command, '--operation <id>', 'only this operation, by its id or as `GET /v1/…`')
  repeatable(command, '--role <role>', 'only who has this role')
  repeatable(command, '--client <client>', 'only who comes through this app client')
  command
    .addOption(
      new Option('--format <format>', 'how to print it').choices(['text', 'markdown', 'csv', 'json']).default('text'),
    )
    .addOption(new Option('--json', 'the report as JSON').conflicts('format'))
    .addHelpText(
      'after',
      examplesOf(context, (contract) => [
        `scopes matrix ${Object.keys(contract.roles)
          .slice(0, 2)
          .map((role) => `--role ${role}`)
          .join(' ')}`,
        ...indexOf(contract)
          .scopes.slice(0, 1)
          .map(({ scope }) => `scopes matrix --scope ${scope}`),
      ]),
    )
    .action((options: Options) => {
      const { contract } = context.system()
      const report = matrixOf(contract, filterOf(contract, options))
      const { format, json = format === 'json' } = options
      reply({ report, text: (style) => renderMatrix(report, format, style), exitCode: exitCodes.ok }, { json })
    })
}

/** @throws {Failure} for a name that the contract lacks */
function filterOf(contract: Contract, { scope = [], operation = [], role = [], client = [] }: Options): MatrixFilter {
  const { scopes, operations, clients } = indexOf(contract)
  const byRoute = new Map(operations.map(({ id, operation: { method, path } }) => [`${method} ${path}`, id]))
  const byWire = new Map(scopes.map(({ scope, wire }) => [wire, scope]))
  const scopeNames = [...scopes.map((each) => each.scope), ...byWire.keys()]
  const operationNames = [...operations.map(({ id }) => id), ...byRoute.keys()]
  return {
    scopes: chosen('scope', scope, scopeNames).map((name) => byWire.get(name) ?? name),
    operations: chosen('operation', operation, operationNames).map((name) => byRoute.get(name) ?? name),
    roles: chosen('role', role, Object.keys(contract.roles)),
    clients: chosen(
      'client',
      client,
      clients.map(({ name }) => name),
    ),
  }
}
