import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { effectiveScopes, type GrantRequest } from './grants.ts'

/** Few names, so that the operands overlap often. */
const list = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'))
const request: fc.Arbitrary<GrantRequest<string>> = fc.record({
  requested: fc.oneof({ weight: 4, arbitrary: list }, { weight: 1, arbitrary: fc.constant('as-allowed' as const) }),
  client: list,
  role: fc.oneof({ weight: 4, arbitrary: list }, { weight: 1, arbitrary: fc.constant('unlimited' as const) }),
})

const always = (law: (request: GrantRequest<string>) => void) => fc.assert(fc.property(request, law), { numRuns: 500 })

const isSubset = (narrow: readonly string[], wide: readonly string[]) => narrow.every((scope) => wide.includes(scope))

describe('effectiveScopes()', () => {
  test('never grants what was not requested', () => {
    always(({ requested, ...limits }) => {
      const asked = requested === 'as-allowed' ? limits.client : requested
      expect(isSubset(effectiveScopes({ requested, ...limits }), asked)).toBe(true)
    })
  })

  test('never grants what the client may not hold', () => {
    always((drawn) => {
      expect(isSubset(effectiveScopes(drawn), drawn.client)).toBe(true)
    })
  })

  test('never grants what the role may not hold', () => {
    always((drawn) => {
      const role = drawn.role === 'unlimited' ? drawn.client : drawn.role
      expect(isSubset(effectiveScopes(drawn), role)).toBe(true)
    })
  })

  test('withholds nothing that all three allow', () => {
    always(({ requested, client, role }) => {
      const granted = effectiveScopes({ requested, client, role })
      const allowed = client.filter(
        (scope) =>
          (requested === 'as-allowed' || requested.includes(scope)) && (role === 'unlimited' || role.includes(scope)),
      )
      expect(isSubset(allowed, granted)).toBe(true)
    })
  })

  test('takes nothing away when an operand grows', () => {
    fc.assert(
      fc.property(request, list, ({ requested, client, role }, extra) => {
        const before = effectiveScopes({ requested, client, role })
        const grown: readonly GrantRequest<string>[] = [
          { requested: requested === 'as-allowed' ? requested : [...requested, ...extra], client, role },
          { requested, client: [...client, ...extra], role },
          { requested, client, role: role === 'unlimited' ? role : [...role, ...extra] },
          { requested: 'as-allowed', client, role },
          { requested, client, role: 'unlimited' },
        ]
        for (const wider of grown) expect(isSubset(before, effectiveScopes(wider))).toBe(true)
      }),
    )
  })

  test('changes nothing when its answer is requested again', () => {
    always((drawn) => {
      const once = effectiveScopes(drawn)
      expect(effectiveScopes({ ...drawn, requested: once })).toEqual(once)
    })
  })

  test('names each scope once, in the client’s order, whatever the order of the others', () => {
    always(({ requested, client, role }) => {
      const granted = effectiveScopes({ requested, client, role })
      expect(granted).toEqual([...new Set(client)].filter((scope) => granted.includes(scope)))
      const turned = {
        requested: requested === 'as-allowed' ? requested : requested.toReversed(),
        client,
        role: role === 'unlimited' ? role : role.toReversed(),
      }
      expect(effectiveScopes(turned)).toEqual(granted)
    })
  })

  test.each<[string, GrantRequest<string>]>([
    ['nothing was requested', { requested: [], client: ['a'], role: ['a'] }],
    ['nothing was requested, though the role is unlimited', { requested: [], client: ['a'], role: 'unlimited' }],
    ['the client may hold nothing', { requested: 'as-allowed', client: [], role: 'unlimited' }],
    ['the role may hold nothing', { requested: 'as-allowed', client: ['a'], role: [] }],
  ])('grants nothing when %s', (_, empty) => {
    expect(effectiveScopes(empty)).toEqual([])
  })
})
