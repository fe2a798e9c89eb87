/**
 * Which applications fail, and at what. An application is an app client: it is written by people who name scopes in their
 * token requests, and they did not see this change.
 *
 * Told for the worst case, a client that names the scopes it wants. One that names none is given all that it may hold
 * (aws-facts §C), and nobody here knows which kind a client is.
 */
import { addressesOf, clientKinds, selfServiceScope, usesSignInPage } from '@scopegate/contract'
import { hasSecret } from './changes/clients.ts'
import { cause } from './draft.ts'
import { type FoundBreak, gone, isReplaced, operationBreaks, roleCauses } from './operation-breaks.ts'
import { compareLists } from './rows.ts'
import type { Side, SideClient } from './side.ts'

/** The name under which `--accept` takes the callers who send no token. */
export const publicCallers = 'public'

export function breaksOf(before: Side, after: Side): readonly FoundBreak[] {
  const ofOperations = operationBreaks(before, after)
  const found = [...before.clients.values()].flatMap((old): readonly FoundBreak[] => {
    const young = after.clients.get(old.name)
    if (young === undefined) {
      const causes = [cause.pool(old.pool), cause.client(old.name)]
      return [{ client: old.name, reason: 'client-gone', says: 'it gets no token any more', causes }]
    }
    if (before.contract.name !== after.contract.name) {
      const says = 'it gets another client id, and its people sign up anew'
      return [{ client: old.name, reason: 'client-replaced', says, causes: [cause.system()] }]
    }
    const causes = [cause.client(old.name), cause.pool(young.pool), cause.pool(old.pool)]
    if (old.pool !== young.pool || hasSecret(old) !== hasSecret(young)) {
      return [{ client: old.name, reason: 'client-replaced', says: 'it gets another client id', causes }]
    }
    if (clientKinds[old.spec.kind].grant !== clientKinds[young.spec.kind].grant) {
      return [{ client: old.name, reason: 'sign-in-replaced', says: 'its way of signing people in is refused', causes }]
    }
    return [...requestBreaks(before, old, young), ...ofOperations(old, young), ...settingBreaks(old, young)]
  })
  return [...found, ...publicBreaks(before, after)]
}

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
          ...roleCauses(before, old.pool),
          cause.clientIdentity(old.name),
          cause.clientSelfService(old.name),
          cause.client(old.name),
          cause.scopeLost(scope),
        ],
      } as const
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
    found.push({ client, reason: 'self-service-lost', says, causes: [cause.clientSelfService(client)] })
  }
  if (usesSignInPage(old.spec) && usesSignInPage(young.spec)) {
    const [before, after] = [addressesOf(old.spec), addressesOf(young.spec)]
    for (const [was, is] of [
      [before.redirectUris, after.redirectUris],
      [before.logoutUris, after.logoutUris],
    ] as const) {
      for (const uri of compareLists(was, is).removed) {
        const says = `Cognito refuses to send people back to \`${uri}\``
        found.push({ client, reason: 'address-removed', says, causes: [cause.clientAddress(client, uri)] })
      }
    }
  }
  return found
}

const publicBreaks = (before: Side, after: Side): readonly FoundBreak[] =>
  [...before.routes].flatMap(([route, { row, text }]): readonly FoundBreak[] => {
    if (row.access.kind !== 'public') return []
    const common = { client: publicCallers, route: text, causes: [cause.route(route)] }
    const now = after.routes.get(route)?.row.access
    if (now === undefined) return [{ ...common, ...gone(after, route) }]
    if (now.kind === 'scope') return [{ ...common, reason: 'token-needed', says: 'it gets 401, for it sends no token' }]
    if (isReplaced(before, after, route)) {
      return [{ ...common, reason: 'operation-replaced', says: 'it gets the answer of another operation' }]
    }
    return row.access.gateway.exposed && !now.gateway.exposed
      ? [{ ...common, reason: 'operation-gone', says: 'it gets 404 from the pools’ APIs' }]
      : []
  })
