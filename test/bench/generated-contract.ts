/** A contract of any size, as a large team’s would be: many scopes and operations, a handful of roles and clients. */
import type { Contract, OperationSpec, ScopeSpec } from '@scopegate/contract'

const roleNames = ['owner', 'staff', 'viewer'] as const
const scopesOfServer = 100

/** @param size of scopes, and of operations: each scope opens one */
export function generatedContract(size: number): Contract {
  const names = Array.from({ length: size }, (_, index) => `read:thing${index}`)
  const servers = Map.groupBy(names, (_, index) => `things${Math.floor(index / scopesOfServer)}`)
  const scope = (index: number): ScopeSpec<string> => ({
    description: `See things of kind ${index}`,
    risk: index % 10 === 0 ? 'high' : 'low',
    roles: roleNames.slice(0, 1 + (index % roleNames.length)),
  })
  const index = new Map(names.map((name, at) => [name, at]))
  const rows = [...servers].map(([server, all]) => {
    const scopes = Object.fromEntries(all.map((name) => [name, scope(index.get(name) ?? 0)]))
    return [server, { name: server, scopes }] as const
  })
  const operations = names.map((name, at): [string, OperationSpec] => [
    `listThings${at}`,
    {
      service: 'things',
      method: 'GET',
      path: `/v1/things${at}/{id}`,
      summary: `List things of kind ${at}`,
      access: { kind: 'scope', scope: name },
      tenancy: 'caller',
      callers: 'everyone',
    },
  ])
  const people = { scopes: 'pool-roles', accessTokenMinutes: 15, refreshTokenDays: 30, selfService: false } as const
  return {
    name: 'example',
    problemTypes: 'tag:example.test,2026:',
    tables: {},
    problems: {},
    allowed: [],
    services: { things: { description: 'Things' } },
    roles: Object.fromEntries([...roleNames, 'robot'].map((name) => [name, { description: name }])),
    resourceServers: Object.fromEntries(rows),
    pools: {
      shop: {
        description: 'People and their machines',
        org: 'required',
        mfa: 'optional',
        roles: [...roleNames, 'robot'],
        clients: {
          web: {
            ...people,
            kind: 'browser',
            description: 'A website',
            identityScopes: ['openid'],
            redirectUris: ['https://shop.example/callback'],
            logoutUris: ['https://shop.example/'],
          },
          app: { ...people, kind: 'sdk', description: 'An application' },
          robot: {
            kind: 'machine',
            description: 'A machine',
            scopes: names.filter((_, at) => at % 4 === 0),
            accessTokenMinutes: 60,
            org: 'org_a',
            role: 'robot',
          },
        },
      },
    },
    operations: Object.fromEntries(operations),
  }
}

/** Every tenth row changed: a scope for other roles, an operation gone or behind another scope, a scope for the machine. */
export function changedContract(contract: Contract): Contract {
  const tenth = (at: number, rest: number) => at % 10 === rest
  const roles = (at: number, spec: ScopeSpec<string>): readonly string[] =>
    tenth(at, 1) ? ['owner'] : tenth(at, 2) ? roleNames : spec.roles
  const servers = Object.entries(contract.resourceServers).map(([server, row]) => {
    const scopes = Object.entries(row.scopes).map(
      ([name, spec], at) => [name, { ...spec, roles: roles(at, spec) }] as const,
    )
    return [server, { ...row, scopes: Object.fromEntries(scopes) }] as const
  })
  const rows = Object.entries(contract.operations)
  const operations = rows.flatMap(([id, row], at): readonly [string, OperationSpec][] => {
    if (tenth(at, 3)) return []
    const other = rows[at - 1]?.[1].access
    return [[id, tenth(at, 5) && other !== undefined ? { ...row, access: other } : row]]
  })
  return {
    ...contract,
    resourceServers: Object.fromEntries(servers),
    operations: Object.fromEntries(operations),
  }
}
