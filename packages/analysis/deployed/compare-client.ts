/** Compares an app client with what it should be. */
import { quoted } from '@scopegate/contract/quoted'
import { difference, lifeDifference, setDifferences } from './compare-parts.ts'
import type { Difference, Where } from './difference.ts'
import type { DeployedClient } from './shape.ts'

export function clientDifferences(
  where: Where,
  expected: DeployedClient,
  found: DeployedClient,
): readonly Difference[] {
  const switched = (
    kind: 'client_secret' | 'client_revocation',
    field: 'hasSecret' | 'tokenRevocation',
    [on, off]: readonly [string, string],
  ) => {
    if (expected[field] === found[field]) return []
    const [should, is] = expected[field] ? [on, off] : [off, on]
    // Both protect: to lack one opens.
    return [difference(kind, expected[field] ? 'opens' : 'closes', where, should, is)]
  }
  return [
    ...switched('client_secret', 'hasSecret', ['a secret', 'no secret']),
    ...setDifferences('client_flow', where, expected.flows, found.flows),
    ...setDifferences('client_scope', where, expected.scopes, found.scopes),
    ...setDifferences('client_sign_in', where, expected.authFlows, found.authFlows),
    ...setDifferences('client_callback', where, expected.callbackUrls, found.callbackUrls),
    ...setDifferences('client_logout', where, expected.logoutUrls, found.logoutUrls),
    ...lifeDifference('client_access_token_life', where, expected.accessTokenSeconds, found.accessTokenSeconds),
    ...lifeDifference('client_id_token_life', where, expected.idTokenSeconds, found.idTokenSeconds),
    ...lifeDifference('client_refresh_token_life', where, expected.refreshTokenSeconds, found.refreshTokenSeconds),
    ...switched('client_revocation', 'tokenRevocation', ['on', 'off']),
    ...rotationDifferences(where, expected.refreshGraceSeconds, found.refreshGraceSeconds),
    ...writableDifferences(where, expected.writeAttributes, found.writeAttributes),
  ]
}

/** Off is the longest grace of all. */
function rotationDifferences(where: Where, expected: number | undefined, found: number | undefined) {
  if (expected === found) return []
  const direction = (found ?? Number.POSITIVE_INFINITY) > (expected ?? Number.POSITIVE_INFINITY) ? 'opens' : 'closes'
  const words = (grace: number | undefined) => (grace === undefined ? 'off' : `on, with ${grace} seconds of grace`)
  return [difference('client_rotation', direction, where, words(expected), words(found))]
}

/**
 * Where no list is expected, one thing still is: no client ever writes a custom attribute. `custom:org_id` and
 * `custom:role` decide what a person may do, and who may write them may do everything.
 */
function writableDifferences(
  where: Where,
  expected: readonly string[] | undefined,
  found: readonly string[] | undefined,
): readonly Difference[] {
  if (expected === undefined) {
    const custom = (found ?? []).filter((name) => /^(dev:)?custom:/.test(name))
    return setDifferences('client_writable', where, [], custom)
  }
  if (found !== undefined) return setDifferences('client_writable', where, expected, found)
  // Documented (aws-facts §I.17): a client that states none may write the standard ones.
  const stated = `${expected.length === 0 ? 'none' : quoted(expected)}, stated`
  return [difference('client_writable_extra', 'opens', where, stated, 'every standard one, because none is stated')]
}
