import { type NamedClient, selfServiceScope } from '@scopegate/contract'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { TokenEventData } from './event.ts'
import { requestedScope, scope, situation } from './testing/arbitraries.ts'
import { contract, decide, index } from './testing/fleet.ts'

const { isRoleOf, poolNamed, scopeOfWire, scopesOfRole, wireName } = index
const allRoles = Object.keys(contract.roles)

/** The most that a token of the client may hold, whatever its name holds in the contract. */
const scopesOfClient = ({ name, scopes }: NamedClient): readonly string[] =>
  scopes === 'pool-roles' ? scopesOfPoolRoles(name) : scopes

function scopesOfPoolRoles(name: string): readonly string[] {
  const roles = contract.pools[index.clientNamed(name)?.pool ?? '']?.roles ?? []
  return index.scopes.filter((row) => row.roles.some((role) => roles.includes(role))).map(({ scope }) => scope)
}

/** What the token carries in the end: Cognito adds, then suppresses. */
function tokenOf(event: TokenEventData, client: NamedClient): ReadonlySet<string> {
  const { scopesToAdd, scopesToSuppress } = decide(event, client).overrides
  return new Set([...event.scopes, ...scopesToAdd].filter((scope) => !scopesToSuppress.includes(scope)))
}

const isSubset = <T>(narrow: Iterable<T>, wide: Iterable<T>) => {
  const held = new Set(wide)
  return [...narrow].every((element) => held.has(element))
}

const contractOnly = (token: ReadonlySet<string>) => [...token].flatMap((wire) => scopeOfWire(wire) ?? [])

/** Holds for every client with an event that fits it. The seed is printed when it does not. */
const always = (law: (event: TokenEventData, client: NamedClient) => void) =>
  fc.assert(
    fc.property(situation, ({ event, client }) => law(event, client)),
    { numRuns: 300 },
  )

const withRole = (event: TokenEventData, role: string): TokenEventData => ({
  ...event,
  userAttributes: { ...event.userAttributes, 'custom:role': role },
})

describe('the contract’s scopes in a token', () => {
  test('were requested, unless the client cannot request', () => {
    always((event, client) => {
      if (client.kind === 'sdk') return
      for (const held of contractOnly(tokenOf(event, client))) expect(event.scopes).toContain(wireName(held))
    })
  })

  test('are the client’s', () => {
    always((event, client) => {
      for (const held of contractOnly(tokenOf(event, client))) expect(scopesOfClient(client)).toContain(held)
    })
  })

  test('are the role’s, and a role that the pool does not know has none', () => {
    always((event, client) => {
      if (client.kind === 'machine') return
      const role = event.userAttributes['custom:role'] ?? ''
      const may = isRoleOf(client.pool, role) ? scopesOfRole(role) : []
      for (const held of contractOnly(tokenOf(event, client))) expect(may).toContain(held)
    })
  })

  test('come with a role, and with an organization exactly where the pool demands one', () => {
    always((event, client) => {
      const { overrides, granted } = decide(event, client)
      const claims = overrides.claimsToAddOrOverride
      const mustHaveOrg = claims.role !== undefined && poolNamed(client.pool)?.org === 'required'
      expect(granted.length > 0 && claims.role === undefined).toBe(false)
      expect(claims.org_id !== undefined).toBe(mustHaveOrg)
    })
  })

  test('are all that requested, client and role have in common, when the person is assigned', () => {
    always((event, client) => {
      const { granted, reason } = decide(event, client)
      if (reason !== 'assigned') return
      const role = event.userAttributes['custom:role']
      const expected = scopesOfClient(client).filter(
        (held) =>
          (client.kind === 'sdk' || event.scopes.includes(wireName(held))) &&
          (client.kind === 'machine' || allRoles.some((name) => name === role && scopesOfRole(name).includes(held))),
      )
      expect(new Set(granted)).toEqual(new Set(expected))
      expect(new Set(contractOnly(tokenOf(event, client)))).toEqual(new Set(expected))
    })
  })

  test('are not changed by the role of a machine', () => {
    always((event, client) => {
      if (client.kind !== 'machine') return
      for (const role of allRoles) {
        expect(tokenOf(event, { ...client, role })).toEqual(tokenOf(event, client))
      }
    })
  })
})

test('a scope that is not the contract’s is in a token only if the client may have it and it was requested', () => {
  always((event, client) => {
    const identity: readonly string[] = client.kind === 'browser' ? client.identityScopes : []
    for (const held of tokenOf(event, client)) {
      if (scopeOfWire(held) !== undefined) continue
      const may = held === selfServiceScope ? client.kind !== 'machine' && client.selfService : identity.includes(held)
      expect(may && event.scopes.includes(held)).toBe(true)
    }
  })
})

describe('monotone:', () => {
  test('requesting more never takes anything away', () => {
    fc.assert(
      fc.property(situation, requestedScope, ({ event, client }, extra) => {
        const more = tokenOf({ ...event, scopes: [...event.scopes, extra] }, client)
        expect(isSubset(tokenOf(event, client), more)).toBe(true)
      }),
    )
  })

  test('a client that may hold more never loses anything', () => {
    fc.assert(
      fc.property(situation, scope, ({ event, client }, extra) => {
        const wider: NamedClient = { ...client, scopes: [...scopesOfClient(client), extra] }
        expect(isSubset(tokenOf(event, client), tokenOf(event, wider))).toBe(true)
      }),
    )
  })

  test('of two roles the one that may hold more never gets less', () => {
    always((event, client) => {
      for (const [low, high] of nestedRoles(client)) {
        expect(isSubset(tokenOf(withRole(event, low), client), tokenOf(withRole(event, high), client))).toBe(true)
      }
    })
  })
})

describe('a refresh never widens:', () => {
  const refreshOf = (event: TokenEventData, scopes: readonly string[] = event.scopes): TokenEventData =>
    event.subject === 'machine' ? event : { ...event, triggerSource: 'TokenGeneration_RefreshTokens', scopes }

  test('it repeats the token, whether Cognito names the scopes requested first or those of the token', () => {
    always((event, client) => {
      const first = tokenOf(event, client)
      expect(tokenOf(refreshOf(event), client)).toEqual(first)
      expect(tokenOf(refreshOf(event, [...first]), client)).toEqual(first)
    })
  })

  test('after the role was narrowed it carries less', () => {
    always((event, client) => {
      for (const [low, high] of nestedRoles(client)) {
        const first = tokenOf(withRole(event, high), client)
        for (const scopes of [event.scopes, [...first]]) {
          expect(isSubset(tokenOf(refreshOf(withRole(event, low), scopes), client), first)).toBe(true)
        }
      }
    })
  })

  test('after the assignment was taken it carries none of the contract', () => {
    always((event, client) => {
      if (client.kind === 'machine') return
      const taken = { ...refreshOf(event, [...tokenOf(event, client)]), userAttributes: {} }
      expect(contractOnly(tokenOf(taken, client))).toEqual([])
    })
  })
})

test('no scope is both added and suppressed, and none is named twice', () => {
  always((event, client) => {
    const { scopesToAdd, scopesToSuppress } = decide(event, client).overrides
    const named = [...scopesToAdd, ...scopesToSuppress]
    expect(named).toHaveLength(new Set(named).size)
  })
})

/** Pairs of the pool's roles of which the second may hold all that the first may. */
function nestedRoles({ kind, pool }: NamedClient): readonly (readonly [string, string])[] {
  if (kind === 'machine') return []
  const own = allRoles.filter((role) => isRoleOf(pool, role))
  return own.flatMap((low) =>
    own.filter((high) => isSubset(scopesOfRole(low), scopesOfRole(high))).map((high) => [low, high] as const),
  )
}
