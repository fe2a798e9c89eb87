/** The scopes to ask for, by their names in a token. */
import { type Contract, clientKinds, indexOf, usesSignInPage } from '@scopegate/contract'
import { chosen } from '../program/chosen.ts'
import { Failure } from '../program/failure.ts'
import type { Principal } from './who.ts'

/**
 * What to send as `scope`: what the user named, in either form, or else all that the client may hold. `undefined` for a
 * sign-in that cannot ask.
 */
export function wantedScopes(
  contract: Contract,
  { pool, client }: Principal,
  named: readonly string[],
): readonly string[] | undefined {
  if (!clientKinds[client.kind].asksForScopes) {
    if (named.length === 0) return undefined
    const asking = Object.entries(contract.pools[pool]?.clients ?? {}).find(([, each]) => usesSignInPage(each))?.[0]
    throw new Failure(
      `People sign in through \`${client.name}\` with the AWS SDK, which cannot ask for scopes`,
      asking === undefined ? 'leave out `--scope`' : `leave out \`--scope\`, or give \`--client ${asking}\``,
    )
  }
  const spec = contract.pools[pool]?.clients[client.name]
  if (spec === undefined) throw new Error('A client that was just found is gone')
  const { scopes, scopesOfClient } = indexOf(contract)
  const held = new Set(scopesOfClient(client.name))
  const allowed = scopes.filter(({ scope }) => held.has(scope)).map(({ wire }) => wire)
  const identity: readonly string[] = usesSignInPage(spec) ? spec.identityScopes : []
  if (named.length === 0) return [...identity, ...allowed]
  const wires = new Map(scopes.flatMap(({ scope, wire }) => [[scope, wire] as const, [wire, wire] as const]))
  const asked = chosen('scope', named, [...wires.keys(), ...identity]).map((name) => wires.get(name) ?? name)
  const refused = asked.find((wire) => !allowed.includes(wire) && !identity.includes(wire))
  if (refused === undefined) return asked
  throw new Failure(
    `The client \`${client.name}\` may not hold the scope \`${refused}\``,
    `\`scopes matrix --client ${client.name}\` shows what it may`,
  )
}
