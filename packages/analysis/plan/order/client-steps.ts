/** What the developers of app clients do between two deployments of a safe order. */
import { clientKinds, usesSignInPage } from '@scopegate/contract'
import { quoted } from '@scopegate/contract/quoted'
import { breaksOf } from '../breaks.ts'
import type { Side, SideClient } from '../side.ts'

const minutesADay = 24 * 60

/**
 * Each client with the scopes that it has to add to its token requests before the switch, and how long it takes until no
 * token without them is left.
 *
 * A browser’s session goes on with its refresh token, which brings the scopes that were asked for at sign-in (what AWS does
 * with others is unknown: docs/aws-facts.md), so that people sign in again, or their refresh token ends.
 */
export function requestsToAdd(
  before: Side,
  switched: Side,
): { readonly does: readonly string[]; readonly minutes: number } {
  const wanted = new Map<string, Set<string>>()
  for (const { client, reason, scope } of breaksOf(before, switched)) {
    if (reason !== 'scope-to-request' || scope === undefined) continue
    wanted.set(client, (wanted.get(client) ?? new Set()).add(scope))
  }
  const asking = [...wanted.keys()].flatMap((name) => before.clients.get(name) ?? [])
  const minutes = [...asking.map(sessionMinutes), ...sdkMinutes(before, switched)]
  const does = [...wanted].map(([name, scopes]) => {
    const spec = before.clients.get(name)?.spec
    const again = spec !== undefined && usesSignInPage(spec) ? ', and people sign in again' : ''
    return `\`${name}\` adds ${quoted([...scopes])}${again}`
  })
  return { does, minutes: minutes.reduce((most, each) => Math.max(most, each), 0) }
}

const sessionMinutes = ({ spec }: SideClient): number =>
  usesSignInPage(spec) ? spec.refreshTokenDays * minutesADay : spec.accessTokenMinutes

/** Machines whose claims change: the services hold each token to the contract, and refuse the old ones at once. */
export const tokensToRenew = (before: Side, after: Side): readonly string[] =>
  [...before.clients.values()].flatMap(({ name, spec }) => {
    const now = after.clients.get(name)?.spec
    if (spec.kind !== 'machine' || now?.kind !== 'machine') return []
    if (spec.role === now.role && spec.org === now.org) return []
    return [`\`${name}\` gets a new token right after the next deployment, which refuses the old ones`]
  })

/** The clients of the SDK that call an operation of which the scope changes. */
const sdkMinutes = (before: Side, switched: Side): readonly number[] => {
  const changed = [...before.routes].flatMap(([key, { row }]) => {
    const next = switched.routes.get(key)?.row.access
    if (next?.kind !== 'scope') return []
    if (row.access.kind === 'public') return [next.scope]
    return before.wires.get(row.access.scope) === switched.wires.get(next.scope) ? [] : [row.access.scope]
  })
  return [...before.clients.values()].flatMap(({ spec, holds }) =>
    !clientKinds[spec.kind].asksForScopes && changed.some((scope) => holds.has(scope)) ? [spec.accessTokenMinutes] : [],
  )
}

/** Each client with what it must no longer request or call before the step. */
export function usesToEnd(before: Side, after: Side): readonly string[] {
  const lost = breaksOf(before, after).filter(({ reason }) => reason !== 'scope-to-request')
  return [...Map.groupBy(lost, ({ client }) => client)].map(([client, breaks]) => {
    const scopes = breaks.flatMap(({ reason, scope }) => (reason === 'scope-not-requestable' ? (scope ?? []) : []))
    const of = (token: boolean) =>
      new Set(breaks.flatMap(({ reason, route }) => ((reason === 'token-needed') === token ? (route ?? []) : [])))
    const [routes, tokens] = [of(false), of(true)]
    const words = [
      ...(scopes.length > 0 ? [`asks no longer for ${quoted(scopes)}`] : []),
      ...(routes.size > 0 ? [`calls no longer ${quoted([...routes])}`] : []),
      ...(tokens.size > 0 ? [`sends a token to ${quoted([...tokens])}`] : []),
      ...breaks.flatMap(({ route, scope, says }) =>
        route === undefined && scope === undefined ? [`is ready for this: ${says}`] : [],
      ),
    ]
    return `\`${client}\` ${words.join(' and ')}`
  })
}
