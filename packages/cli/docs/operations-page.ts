/** docs/operations.md: every operation, and who may call it. */
import { type Contract, indexOf, type OperationSpec } from '@scopegate/contract'
import { markdown } from '../program/table.ts'
import { callersOf } from './callers.ts'
import { code, codes, headOf, linkTo, type Page, pageOf } from './markdown.ts'

const file = 'operations.md'

const tenancies: Readonly<Record<OperationSpec['tenancy'], string>> = {
  caller: 'the caller’s own organization',
  path: 'the organization that the path names; callers who have one of their own are refused',
  none: 'no organization’s data',
}

const kindsOfCaller: Readonly<Record<OperationSpec['callers'], string>> = {
  everyone: 'people and machines',
  people: 'people alone',
}

export function operationsPage(contract: Contract): Page {
  const callers = callersOf(contract)
  const wires = new Map(indexOf(contract).scopes.map(({ scope, wire }) => [scope, wire]))
  const entries = Object.entries(contract.operations)
  const who = (id: string) => callers.get(id)?.map(({ name }) => name)
  const services = [...new Set(entries.map(([, { service }]) => service))]
  return pageOf(file, [
    ...headOf(
      'Operations',
      ['scopes/operations.ts', 'scopes/catalog.ts'],
      'One scope opens an operation. API Gateway asks for it, and the service asks again. Who may call is a role of a user pool (`pool:role`) or a machine’s app client.',
    ),
    '',
    markdown(
      ['operation', 'call', 'scope', 'who may call it'],
      entries.map(([id, { method, path, access }]) => [
        linkTo('', id),
        code(`${method} ${path}`),
        access.kind === 'scope' ? linkTo('scopes.md', access.scope) : 'public',
        access.kind === 'scope' ? codes(who(id) ?? []) : 'everyone',
      ]),
    ).trimEnd(),
    ...services.flatMap((service) => [
      '',
      `## Service ${code(service)}`,
      ...entries
        .filter(([, operation]) => operation.service === service)
        .flatMap(([id, operation]) => [
          '',
          `### ${code(id)}`,
          '',
          `${operation.summary}.`,
          '',
          `- Call: ${code(`${operation.method} ${operation.path}`)}`,
          ...accessOf(operation, wires, who(id) ?? []),
          `- Acts on: ${tenancies[operation.tenancy]}`,
          `- Kinds of caller: ${kindsOfCaller[operation.callers]}`,
          `- APIs that carry it: ${apisOf(contract, operation)}`,
        ]),
    ]),
  ])
}

function accessOf(
  { access }: OperationSpec,
  wires: ReadonlyMap<string, string>,
  who: readonly string[],
): readonly string[] {
  switch (access.kind) {
    case 'scope':
      return [
        `- Scope: ${linkTo('scopes.md', access.scope)}, in a token ${code(wires.get(access.scope) ?? access.scope)}`,
        `- Who may call it: ${codes(who)}`,
      ]
    case 'public':
      return [
        `- Scope: none; public. ${access.reason}`,
        '- Who may call it: everyone, without a token',
        `- At the gateway: ${access.gateway.exposed ? 'carried' : 'not carried'}. ${access.gateway.reason}`,
      ]
  }
}

function apisOf(contract: Contract, operation: OperationSpec): string {
  const { exposes } = indexOf(contract)
  const pools = Object.keys(contract.pools).filter((pool) => exposes(pool, operation))
  return codes(
    pools.map((pool) => `${pool}-api`),
    'none',
  )
}
