/**
 * What CloudFormation does with the resources (aws-facts §J): the systems that the two contracts describe, compared.
 *
 * @module
 */
import { expectedSystem } from '../deployed/expected.ts'
import type { DeployedApi, DeployedClient, DeployedPool, DeployedResourceServer } from '../deployed/shape.ts'
import { type Cause, cause } from './draft.ts'
import { compareLists, compareRows, same } from './rows.ts'
import type { ResourceAction, ResourceEffect } from './shape.ts'
import { routeKey, type Side } from './side.ts'

export interface FoundResource extends ResourceEffect {
  readonly causes: readonly Cause[]
}

/** A role that came to the pool, or left it, with its scopes. */
const rolesOf = (pool: string, ...sides: readonly Side[]): readonly Cause[] =>
  sides.flatMap(({ contract }) => (contract.pools[pool]?.roles ?? []).map((role) => cause.poolRole(pool, role)))

/** Rows of one kind of resource, as effects. */
function effects<Row>(
  before: Readonly<Record<string, Row>> | undefined,
  after: Readonly<Record<string, Row>> | undefined,
  describe: (name: string, was: Row | undefined, is: Row | undefined) => Omit<FoundResource, 'action'>,
  changed: (was: Row, is: Row) => ResourceAction = () => 'update',
): readonly FoundResource[] {
  const { added, removed, kept } = compareRows(before ?? {}, after ?? {})
  return [
    ...added.map(({ name, row }): FoundResource => ({ action: 'create', ...describe(name, undefined, row) })),
    ...removed.map(({ name, row }): FoundResource => ({ action: 'delete', ...describe(name, row, undefined) })),
    ...kept
      .filter((row) => !same(row.before, row.after))
      .map(
        ({ name, before: was, after: is }): FoundResource => ({
          action: changed(was, is),
          ...describe(name, was, is),
        }),
      ),
  ]
}

export function resourceEffects(before: Side, after: Side): readonly FoundResource[] {
  const [old, young] = [expectedSystem(before.contract), expectedSystem(after.contract)]
  const names = new Set([...Object.keys(old.pools), ...Object.keys(young.pools)])
  return [...names].flatMap((pool) => [
    ...poolEffect(pool, before, after),
    ...serverEffects(pool, old.pools[pool], young.pools[pool], rolesOf(pool, before, after)),
    ...clientEffects(pool, old.pools[pool], young.pools[pool], rolesOf(pool, before, after)),
    ...apiEffects(pool, old.apis[pool], young.apis[pool], rolesOf(pool, before, after)),
  ])
}

function poolEffect(pool: string, before: Side, after: Side): readonly FoundResource[] {
  const [was, is] = [before.contract.pools[pool], after.contract.pools[pool]]
  const base = { kind: 'user pool', name: pool, causes: [cause.pool(pool), cause.poolSettings(pool)] }
  if (was === undefined) return [{ action: 'create', ...base }]
  // The template retains pools and protects them: their people cannot be made again.
  if (is === undefined) return [{ action: 'keep', ...base }]
  return was.mfa === is.mfa && was.org === is.org ? [] : [{ action: 'update', ...base }]
}

const serverEffects = (
  pool: string,
  was: DeployedPool | undefined,
  is: DeployedPool | undefined,
  roles: readonly Cause[],
) =>
  effects<DeployedResourceServer>(was?.resourceServers, is?.resourceServers, (name, old, young) => {
    const { added, removed, kept } = compareRows(old?.scopes ?? {}, young?.scopes ?? {})
    const scopes = [...added, ...removed].map((each) => each.name)
    const texts = kept.filter((row) => row.before !== row.after).map((row) => row.name)
    return {
      kind: 'resource server',
      name: `${name} of ${pool}`,
      causes: [
        cause.pool(pool),
        ...scopes.map(cause.scope),
        ...texts.map(cause.scopeText),
        cause.server(name),
        ...causesInPool(scopes, [was, is]),
        ...roles,
      ],
    }
  })

/** A scope comes to a pool, or leaves it, with a client that may hold it. */
const causesInPool = (scopes: readonly string[], sides: readonly (DeployedPool | undefined)[]) => {
  const clients = [...new Set(sides.flatMap((side) => Object.keys(side?.clients ?? {})))]
  return [
    ...clients.flatMap((client) => scopes.map((scope) => cause.clientScope(client, scope))),
    ...clients.map(cause.client),
  ]
}

function clientEffects(
  pool: string,
  was: DeployedPool | undefined,
  is: DeployedPool | undefined,
  roles: readonly Cause[],
): readonly FoundResource[] {
  return effects<DeployedClient>(
    was?.clients,
    is?.clients,
    (name, old, young) => {
      const { added, removed } = compareLists(old?.scopes ?? [], young?.scopes ?? [])
      const short = [...added, ...removed].map((wire) => wire.slice(wire.indexOf('/') + 1))
      const addresses = [...(old?.callbackUrls ?? []), ...(old?.logoutUrls ?? [])]
      return {
        kind: 'app client',
        name,
        causes: [
          cause.pool(pool),
          cause.client(name),
          ...short.flatMap((scope) => [cause.clientScope(name, scope), cause.scope(scope)]),
          ...roles,
          cause.clientSettings(name),
          ...addresses.map((uri) => cause.clientAddress(name, uri)),
        ],
      }
    },
    // `GenerateSecret` is the one property of ours that replaces a client.
    (old, young) => (old.hasSecret === young.hasSecret ? 'update' : 'replace'),
  )
}

function apiEffects(
  pool: string,
  was: DeployedApi | undefined,
  is: DeployedApi | undefined,
  roles: readonly Cause[],
): readonly FoundResource[] {
  const routes = effects(was?.routes, is?.routes, (name, old, young) => {
    const [method = '', path = ''] = name.split(' ')
    const scopes = [...(old?.scopes ?? []), ...(young?.scopes ?? [])].map((wire) => wire.slice(wire.indexOf('/') + 1))
    const clients = [...new Set([...(was?.audience ?? []), ...(is?.audience ?? [])])]
    const causes = [
      cause.pool(pool),
      cause.route(routeKey({ method, path })),
      ...scopes.map(cause.scope),
      ...clients.flatMap((client) => [
        ...scopes.map((scope) => cause.clientScope(client, scope)),
        cause.client(client),
      ]),
      ...roles,
    ]
    return { kind: 'route', name: `${name} of ${pool}-api`, causes }
  })
  if (was === undefined || is === undefined) return routes
  const cors = same(was.cors, is.cors)
    ? []
    : [
        {
          action: 'update',
          kind: 'API',
          name: `${pool}-api (CORS)`,
          causes: [
            ...is.audience.flatMap((client) => [cause.client(client), cause.clientSettings(client)]),
            // The methods that a page may use are those of the routes.
            ...routes.flatMap(({ causes }) => causes),
          ],
        } as const,
      ]
  const audience = same(was.audience, is.audience)
    ? []
    : [
        {
          action: 'update',
          kind: 'authorizer',
          name: `of ${pool}-api`,
          causes: [...was.audience, ...is.audience].map(cause.client),
        } as const,
      ]
  return [...routes, ...cors, ...audience]
}
