/**
 * Which applications fail, and at what. An application is an app client: it is written by people who name scopes in their
 * token requests, and they did not see this change.
 *
 * Told for the worst case, a client that names the scopes it wants. One that names none is given all that it may hold
 * (aws-facts §C), and nobody here knows which kind a client is.
 *
 * @module
 */
import { selfServiceScope } from '../deployed/expected.ts'
import { type Cause, cause } from './draft.ts'
import type { BreakReason } from './shape.ts'
import type { Side, SideClient } from './side.ts'

export interface FoundBreak {
  readonly client: string
  readonly reason: BreakReason
  readonly says: string
  /** What it says is about this operation: `GET /v1/wallet`. */
  readonly route?: string
  /** The scope that the reason is about, in wire form. */
  readonly scope?: string
  readonly causes: readonly Cause[]
}

/** The name under which `--accept` takes the callers who send no token. */
export const publicCallers = 'public'

export function breaksOf(before: Side, after: Side): readonly FoundBreak[] {
  const callable = { before: callableByClient(before), after: callableByClient(after) }
  const found = [...before.clients.values()].flatMap((old): readonly FoundBreak[] => {
    const young = after.clients.get(old.name)
    if (young === undefined) {
      const causes = [cause.pool(old.pool), cause.client(old.name)]
      return [{ client: old.name, reason: 'client-gone', says: 'it gets no token any more', causes }]
    }
    if (old.pool !== young.pool || (old.spec.kind === 'machine') !== (young.spec.kind === 'machine')) {
      const says = 'it has another client id, and a machine another secret'
      return [{ client: old.name, reason: 'client-replaced', says, causes: [cause.client(old.name)] }]
    }
    return [
      ...requestBreaks(before, old, young),
      ...operationBreaks(before, after, old, young, callable),
      ...settingBreaks(old, young),
    ]
  })
  return [...found, ...publicBreaks(before, after)]
}

/** The routes that some caller reaches through the client. */
function callableByClient({ holders }: Side): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>()
  for (const { holder, routes } of holders.values()) {
    const all = found.get(holder.client) ?? new Set()
    for (const route of routes) all.add(route)
    found.set(holder.client, all)
  }
  return found
}

/** A role that the pool lost takes its scopes from the clients that follow the pool’s roles. */
const rolesOf = ({ contract }: Side, pool: string): readonly Cause[] =>
  (contract.pools[pool]?.roles ?? []).map((role) => cause.poolRole(pool, role))

/** Cognito refuses a request whole that names a scope which is unknown or not the client’s (aws-facts §C). */
function requestBreaks(before: Side, old: SideClient, young: SideClient): readonly FoundBreak[] {
  const shorts = new Map([...before.wires].map(([scope, wire]) => [wire, scope]))
  return [...old.requestable]
    .filter((wire) => !young.requestable.has(wire))
    .map((wire) => {
      const scope = shorts.get(wire) ?? wire
      return {
        client: old.name,
        reason: 'scope-not-requestable',
        says: `a token request that names \`${wire}\` is refused whole`,
        scope: wire,
        causes: [
          cause.clientScope(old.name, scope),
          cause.scope(scope),
          ...rolesOf(before, old.pool),
          cause.clientSettings(old.name),
        ],
      } as const
    })
}

function operationBreaks(
  before: Side,
  after: Side,
  old: SideClient,
  young: SideClient,
  callable: Readonly<Record<'before' | 'after', ReadonlyMap<string, ReadonlySet<string>>>>,
): readonly FoundBreak[] {
  const still = callable.after.get(old.name)
  return [...(callable.before.get(old.name) ?? [])].flatMap((route): readonly FoundBreak[] => {
    const was = before.routes.get(route)
    const access = after.routes.get(route)?.row.access
    const common = { client: old.name, route: after.routes.get(route)?.text ?? was?.text ?? route }
    const scopes = [was?.row.access, access].flatMap((each) => (each?.kind === 'scope' ? [each.scope] : []))
    const causes = [
      cause.route(route),
      ...scopes.flatMap((scope) => [cause.clientScope(old.name, scope), cause.scope(scope)]),
      cause.client(old.name),
      ...rolesOf(before, old.pool),
      cause.poolSettings(old.pool),
    ]
    if (access === undefined || after.exposed.get(young.pool)?.has(route) !== true) {
      return [{ ...common, reason: 'operation-gone', says: 'it gets 404', causes }]
    }
    if (still?.has(route) !== true) {
      return [{ ...common, reason: 'operation-refused', says: 'it gets 403', causes }]
    }
    // Without a list of its own, an SDK client gets every scope from the trigger with its next token.
    if (access.kind === 'public' || young.spec.kind === 'sdk') return []
    const wire = after.wires.get(access.scope) ?? access.scope
    const oldAccess = was?.row.access
    const oldWire = oldAccess?.kind === 'scope' ? before.wires.get(oldAccess.scope) : undefined
    if (oldWire === undefined || oldWire === wire) return []
    const says = `it has to ask for \`${wire}\``
    return [{ ...common, reason: 'scope-to-request', says, scope: wire, causes }]
  })
}

function settingBreaks(old: SideClient, young: SideClient): readonly FoundBreak[] {
  const found: FoundBreak[] = []
  const client = old.name
  if (old.spec.kind === 'machine' && young.spec.kind === 'machine' && old.spec.org !== young.spec.org) {
    const says = `it sees and changes the data of \`${young.spec.org}\`, and no longer its own`
    found.push({ client, reason: 'org-changed', says, causes: [cause.clientOrg(client)] })
  }
  if (old.spec.kind === 'sdk' && young.spec.kind === 'sdk' && old.spec.selfService && !young.spec.selfService) {
    const says = `Cognito refuses its tokens, which no longer carry \`${selfServiceScope}\``
    found.push({ client, reason: 'self-service-lost', says, causes: [cause.clientSettings(client)] })
  }
  if (old.spec.kind === 'browser' && young.spec.kind === 'browser') {
    const still = new Set([...young.spec.redirectUris, ...young.spec.logoutUris])
    for (const uri of [...old.spec.redirectUris, ...old.spec.logoutUris].filter((each) => !still.has(each))) {
      const says = `Cognito refuses to send people back to \`${uri}\``
      found.push({ client, reason: 'address-removed', says, causes: [cause.clientAddress(client, uri)] })
    }
  }
  return found
}

/** Whoever called without a token. */
const publicBreaks = (before: Side, after: Side): readonly FoundBreak[] =>
  [...before.routes].flatMap(([route, { row, text }]): readonly FoundBreak[] => {
    if (row.access.kind !== 'public') return []
    const now = after.routes.get(route)?.row.access.kind
    if (now === 'public') return []
    const [reason, says] =
      now === undefined
        ? (['operation-gone', 'it gets 404'] as const)
        : (['token-needed', 'it gets 401, for it sends no token'] as const)
    return [{ client: publicCallers, route: text, reason, says, causes: [cause.route(route)] }]
  })
