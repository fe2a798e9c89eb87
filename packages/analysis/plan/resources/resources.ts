/**
 * What CloudFormation does with the resources (aws-facts §J): the systems that the two contracts describe, compared.
 */
import { expectedSystem } from '../../deployed/expected.ts'
import type { DeployedClient, DeployedPool, DeployedResourceServer } from '../../deployed/shape.ts'
import { hasOtherKeys } from '../changes/system.ts'
import { type Cause, cause, settingCauses } from '../draft.ts'
import { compareLists, compareRows } from '../rows.ts'
import type { Side } from '../side.ts'
import { apiEffects } from './api-resources.ts'
import { effects, type FoundResource } from './effects.ts'

/** A role that came to the pool, or left it, with its scopes. */
const rolesOf = (pool: string, ...sides: readonly Side[]): readonly Cause[] =>
  sides.flatMap(({ contract }) => (contract.pools[pool]?.roles ?? []).map((role) => cause.poolRole(pool, role)))

export function resourceEffects(before: Side, after: Side): readonly FoundResource[] {
  const [old, young] = [expectedSystem(before.contract), expectedSystem(after.contract)]
  const names = new Set([...Object.keys(old.pools), ...Object.keys(young.pools)])
  return [
    ...tableEffects(before, after),
    ...[...names].flatMap((pool) => [
      ...poolEffect(pool, before, after),
      ...serverEffects(pool, old.pools[pool], young.pools[pool], rolesOf(pool, before, after)),
      ...clientEffects(pool, old.pools[pool], young.pools[pool], rolesOf(pool, before, after)),
      ...apiEffects({
        pool,
        was: { api: old.apis[pool], identity: old.pools[pool], side: before },
        is: { api: young.apis[pool], identity: young.pools[pool], side: after },
        roles: rolesOf(pool, before, after),
      }),
    ]),
  ]
}

/** The template retains tables and protects them: their rows cannot be made again. */
function tableEffects({ contract: before }: Side, { contract: after }: Side): readonly FoundResource[] {
  const { added, removed, kept } = compareRows(before.tables, after.tables)
  const effect = (action: FoundResource['action'], name: string): FoundResource => ({
    action,
    kind: 'table',
    name,
    causes: [cause.row('table', name)],
  })
  return [
    ...added.map(({ name }) => effect('create', name)),
    ...removed.map(({ name }) => effect('keep', name)),
    ...kept.flatMap(({ name, before: was, after: is }) => {
      if (hasOtherKeys(was, is)) return [effect('replace', name)]
      return was.timeToLive === is.timeToLive ? [] : [effect('update', name)]
    }),
  ]
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
        ...scopes.flatMap((scope) => [cause.scopeGained(scope), cause.scopeLost(scope)]),
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
          ...short.flatMap((scope) => [cause.scopeGained(scope), cause.scopeLost(scope)]),
          ...settingCauses(name),
          ...addresses.map((uri) => cause.clientAddress(name, uri)),
        ],
      }
    },
    // `GenerateSecret` is the one property of ours that replaces a client.
    (old, young) => (old.hasSecret === young.hasSecret ? 'update' : 'replace'),
  )
}
