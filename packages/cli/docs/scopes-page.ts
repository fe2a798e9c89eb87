/** docs/scopes.md: every scope, role and app client. */
import { type Contract, clientKinds, indexOf, type Risk } from '@scopegate/contract'
import { markdown } from '../program/table.ts'
import { clientSections } from './clients-section.ts'
import { code, codes, headOf, linkTo, type Page, pageOf } from './markdown.ts'

const file = 'scopes.md'

const risks: Readonly<Record<Risk, string>> = {
  low: 'low',
  medium: 'medium',
  high: 'high (moves money, or acts on another organization)',
}

export function scopesPage(contract: Contract): Page {
  return pageOf(file, [
    ...headOf(
      'Scopes, roles and app clients',
      ['scopes/catalog.ts', 'scopes/operations.ts'],
      'A token carries a scope by its name there, with its resource server in front. It carries at most what its app client may hold, and, for a person, what the role may hold as well.',
    ),
    '',
    '## Scopes',
    '',
    scopeTable(contract),
    ...Object.entries(contract.resourceServers).flatMap(([server, { name, scopes }]) => [
      '',
      `### Resource server ${code(server)}: ${name}`,
      ...Object.keys(scopes).flatMap((scope) => scopeSection(contract, server, scope)),
    ]),
    '',
    '## Roles',
    ...roleSections(contract),
    '',
    '## App clients',
    ...clientSections(contract),
  ])
}

function scopeSection(contract: Contract, server: string, scope: string): readonly string[] {
  const spec = contract.resourceServers[server]?.scopes[scope]
  if (spec === undefined) return []
  const opened = Object.entries(contract.operations).filter(
    ([, { access }]) => access.kind === 'scope' && access.scope === scope,
  )
  const { clients, scopesOfClient } = indexOf(contract)
  const named = (subject: 'person' | 'machine') =>
    clients
      .filter(({ name, kind }) => clientKinds[kind].subject === subject && scopesOfClient(name).includes(scope))
      .map(({ name }) => clientLink(name))
  const list = (links: readonly string[], none: string) => (links.length === 0 ? none : links.join(', '))
  return [
    '',
    `#### ${code(scope)}`,
    '',
    `${spec.description}.`,
    '',
    `- In a token: ${code(`${server}/${scope}`)}`,
    `- Risk: ${risks[spec.risk]}`,
    `- Roles that may hold it: ${list(
      spec.roles.map((role) => linkTo('', `Role ${code(role)}`, code(role))),
      'none',
    )}`,
    `- Applications that may hold it for people: ${list(named('person'), 'none')}`,
    `- Machines that may hold it: ${list(named('machine'), 'none')}`,
    `- Opens: ${list(
      opened.map(([id, { method, path }]) => linkTo('operations.md', id, code(`${method} ${path}`))),
      'nothing',
    )}`,
  ]
}

const clientLink = (name: string) => linkTo('', `App client ${code(name)}`, code(name))

function roleSections(contract: Contract): readonly string[] {
  const { scopesOfRole } = indexOf(contract)
  return Object.entries(contract.roles).flatMap(([role, { description }]) => {
    const pools = Object.entries(contract.pools)
    const of = pools.filter(([, { roles }]) => roles.includes(role)).map(([pool]) => pool)
    const machines = pools.flatMap(([, { clients }]) =>
      Object.entries(clients).flatMap(([name, client]) =>
        client.kind === 'machine' && client.role === role ? [name] : [],
      ),
    )
    return [
      '',
      `### Role ${code(role)}`,
      '',
      `${description}.`,
      '',
      `- User pools: ${codes(of, 'none')}`,
      ...(machines.length === 0
        ? [`- May hold: ${codes(scopesOfRole(role), 'nothing')}`]
        : [`- Role of the machines ${codes(machines)}, whose scopes stand in their own entries`]),
    ]
  })
}

/** For whoever only looks one up. */
const scopeTable = (contract: Contract): string =>
  markdown(
    ['scope', 'in a token', 'risk', 'what it lets do'],
    Object.entries(contract.resourceServers).flatMap(([server, { scopes }]) =>
      Object.entries(scopes).map(([scope, { description, risk }]) => [
        linkTo('', scope),
        code(`${server}/${scope}`),
        risk,
        description,
      ]),
    ),
  ).trimEnd()
