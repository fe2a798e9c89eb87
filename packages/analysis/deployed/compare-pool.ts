/** Compares a user pool, with its resource servers and app clients, with what it should be. */
import { quoted } from '@scopegate/contract/quoted'
import { clientDifferences } from './compare-client.ts'
import { difference, rowDifferences, setDifferences } from './compare-parts.ts'
import type { Difference, Where } from './difference.ts'
import type { DeployedClient, DeployedPool, DeployedResourceServer } from './shape.ts'

const unsaid = 'not said'

export function poolDifferences(pool: string, expected: DeployedPool, found: DeployedPool): readonly Difference[] {
  const where: Where = { in: 'pool', pool }
  const serverAt = (name: string): Where => ({ in: 'resource server', pool, resourceServer: name })
  const clientAt = (name: string): Where => ({ in: 'client', pool, client: name })
  return [
    ...planDifferences(where, expected.plan, found.plan),
    ...triggerDifferences(where, expected.triggerVersion, found.triggerVersion),
    ...mfaDifferences(where, expected.mfa, found.mfa),
    ...rowDifferences<DeployedResourceServer>('resource_server', expected.resourceServers, found.resourceServers, {
      where: serverAt,
      both: (name, one, other) => serverDifferences(serverAt(name), one, other),
      missing: ({ scopes }) => scopesIn(scopes),
    }),
    ...rowDifferences<DeployedClient>('client', expected.clients, found.clients, {
      where: clientAt,
      both: (name, one, other) => clientDifferences(clientAt(name), one, other),
      missing: () => 'there',
      extra: ({ scopes }) => mayRequest(scopes),
    }),
  ]
}

const scopesIn = (scopes: Readonly<Record<string, string>>) => {
  const names = Object.keys(scopes)
  return names.length === 0 ? 'there, without a scope' : `there, with ${quoted(names)}`
}

const mayRequest = (scopes: readonly string[]) =>
  scopes.length === 0 ? 'there, and may request no scope' : `there, and may request ${quoted(scopes)}`

/** Below Essentials no trigger of the version that we need runs (aws-facts §B.1), and nothing narrows a token. */
function planDifferences(where: Where, expected: string | undefined, found: string | undefined) {
  if (expected === undefined || expected === found) return []
  return [difference('pool_plan', found === 'LITE' ? 'opens' : 'differs', where, expected, found ?? unsaid)]
}

/** Any other trigger than the right one may let through what the role forbids. */
function triggerDifferences(where: Where, expected: string | undefined, found: string | undefined) {
  if (expected === found) return []
  const words = (version: string | undefined) => (version === undefined ? 'none' : `version ${version}`)
  return [difference('pool_trigger', 'opens', where, words(expected), words(found))]
}

const strictness: readonly (string | undefined)[] = ['OFF', 'OPTIONAL', 'ON']

function mfaDifferences(where: Where, expected: string | undefined, found: string | undefined) {
  if (expected === undefined || expected === found) return []
  const [should, is] = [strictness.indexOf(expected), strictness.indexOf(found)]
  const direction = is === -1 || should === -1 ? 'differs' : is < should ? 'opens' : 'closes'
  return [difference('pool_mfa', direction, where, expected, found ?? unsaid)]
}

function serverDifferences(
  where: Where,
  expected: DeployedResourceServer,
  found: DeployedResourceServer,
): readonly Difference[] {
  const there = new Map(Object.entries(found.scopes))
  const described = Object.entries(expected.scopes).flatMap(([scope, text]) => {
    const other = there.get(scope)
    if (other === undefined || other === text) return []
    return [difference('scope_description', 'differs', where, `\`${scope}\`: ${text}`, `\`${scope}\`: ${other}`)]
  })
  return [
    ...(expected.name === found.name
      ? []
      : [difference('resource_server_name', 'differs', where, expected.name, found.name)]),
    ...setDifferences('scope', where, Object.keys(expected.scopes), [...there.keys()]),
    ...described,
  ]
}
