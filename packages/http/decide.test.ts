import { indexOf, type OperationSpec } from '@scopegate/contract'
import { contract } from '@scopegate/testing/fleet/contract'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Caller } from './caller.ts'
import { type Decision, decide as decideBy, type Presented } from './decide.ts'
import { type RejectionReason, rejectionDetail } from './verify/rejection.ts'

const { operations } = contract
const decide = (row: OperationSpec, presented: Presented, org?: string) => decideBy(contract, row, presented, org)

const scope = fc.constantFrom(...indexOf(contract).scopes.map((row) => row.scope))
const scopes = fc.uniqueArray(scope)
const kind = fc.constantFrom('user' as const, 'unbound' as const, 'machine' as const)
const operation: fc.Arbitrary<OperationSpec> = fc.record({
  service: fc.constant('account' as const),
  method: fc.constant('GET' as const),
  path: fc.constant('/x' as const),
  summary: fc.constant(''),
  access: fc.oneof(
    { weight: 5, arbitrary: fc.record({ kind: fc.constant('scope' as const), scope }) },
    {
      weight: 1,
      arbitrary: fc.constant({ kind: 'public', reason: '', gateway: { exposed: false, reason: '' } } as const),
    },
  ),
  tenancy: fc.constantFrom('caller' as const, 'path' as const, 'none' as const),
  callers: fc.constantFrom('everyone' as const, 'people' as const),
})
const orgParameter = fc.constantFrom(undefined, 'org_north', 'org_south', '', 'north', 'org_../x')

/** A caller as the verifier makes it; the cast puts on the brand that only the verifier has. */
const callerOf = (kind: Caller['kind'], held: readonly string[]): Caller =>
  ({
    kind,
    sub: 's',
    clientId: 'c',
    client: 'garage-web',
    pool: 'garage',
    role: 'owner',
    scopes: new Set(held),
    expiresAt: 1,
    ...(kind === 'unbound' ? {} : { org: 'org_north' }),
  }) as unknown as Caller
const verified = (kind: Caller['kind'], held: readonly string[]): Presented => ({
  kind: 'verified',
  caller: callerOf(kind, held),
})

describe('laws', () => {
  test('adding a scope never turns an allow into a deny', () => {
    fc.assert(
      fc.property(operation, kind, scopes, scope, orgParameter, (row, who, held, extra, org) => {
        const before = decide(row, verified(who, held), org)
        const after = decide(row, verified(who, [...held, extra]), org)
        expect(!before.allow || after.allow).toBe(true)
      }),
    )
  })

  test('a protected operation is allowed to holders of its scope only', () => {
    fc.assert(
      fc.property(operation, kind, scopes, orgParameter, (row, who, held, org) => {
        if (row.access.kind === 'public') return
        const decision = decide(row, verified(who, held), org)
        expect(decision.allow && !held.includes(row.access.scope)).toBe(false)
      }),
    )
  })

  test('scopes beside the one that an operation wants make no difference', () => {
    fc.assert(
      fc.property(operation, kind, scopes, scopes, orgParameter, (row, who, held, others, org) => {
        if (row.access.kind === 'public') return
        const wanted = row.access.scope
        const extra = others.filter((each) => each !== wanted)
        expect(decide(row, verified(who, [...held, ...extra]), org).allow).toBe(
          decide(row, verified(who, held), org).allow,
        )
      }),
    )
  })

  test('a caller who belongs to an organization acts on no other', () => {
    fc.assert(
      fc.property(operation, kind, scopes, orgParameter, (row, who, held, org) => {
        const decision = decide(row, verified(who, held), org)
        const acts = decision.allow && who !== 'unbound' ? decision.org : undefined
        expect([undefined, 'org_north']).toContain(acts)
      }),
    )
  })

  test('no machine gets what is for people, whatever it holds', () => {
    fc.assert(
      fc.property(operation, scopes, orgParameter, (row, held, org) => {
        if (row.access.kind === 'public') return
        const people: OperationSpec = { ...row, callers: 'people' }
        expect(decide(people, verified('machine', held), org).allow).toBe(false)
        for (const who of ['user', 'unbound'] as const) {
          const everyone: OperationSpec = { ...row, callers: 'everyone' }
          expect(decide(people, verified(who, held), org)).toEqual(decide(everyone, verified(who, held), org))
        }
      }),
    )
  })

  test('without a verified caller nothing but a public operation is allowed', () => {
    const presented = fc.constantFrom<Presented>(
      { kind: 'absent' },
      { kind: 'malformed' },
      { kind: 'rejected', rejection: { reason: 'malformed' } },
      { kind: 'unavailable', pool: 'garage', cause: undefined },
      {
        kind: 'unassigned',
        fault: 'org_missing',
        identity: { sub: 's', clientId: 'c', client: 'garage-web', pool: 'garage' },
      },
    )
    fc.assert(
      fc.property(operation, presented, orgParameter, (row, what, org) => {
        const decision = decide(row, what, org)
        expect(decision.allow).toBe(row.access.kind === 'public' && row.tenancy === 'none')
      }),
    )
  })
})

describe('the order', () => {
  const deposit = operations.creditDeposit
  const codeOf = (decision: Decision) => (decision.allow ? 'allow' : decision.code)

  test('is identity, assignment, scope, kind, organization', () => {
    expect(
      codeOf(decide(deposit, { kind: 'rejected', rejection: { reason: 'expired', pool: 'garage', expiredAt: 1 } })),
    ).toBe('token_rejected')
    expect(codeOf(decide(deposit, verified('user', []), 'north'))).toBe('scope_insufficient')
    expect(codeOf(decide(deposit, verified('user', ['write:deposit']), 'north'))).toBe('caller_kind_refused')
    expect(codeOf(decide(deposit, verified('unbound', ['write:deposit']), 'north'))).toBe('not_found')
    expect(codeOf(decide(deposit, verified('unbound', ['write:deposit']), 'org_north'))).toBe('allow')
  })
})

test('a machine that lacks the scope is told so, and not that the operation is for people', () => {
  const codeOf = (held: readonly string[]) => decide(operations.getProfile, verified('machine', held))
  expect(codeOf([])).toMatchObject({ allow: false, code: 'scope_insufficient' })
  expect(codeOf(['read:profile'])).toMatchObject({ allow: false, code: 'caller_kind_refused' })
})

test('a public operation on an organization is refused: the contract contradicts itself', () => {
  const row: OperationSpec = { ...operations.getHealth, tenancy: 'caller' }
  expect(decide(row, { kind: 'absent' })).toMatchObject({ allow: false, code: 'internal' })
})

test('every refusal says what to do next, in words that fit a challenge', () => {
  const reasons: Record<RejectionReason, true> = {
    oversized: true,
    malformed: true,
    algorithm: true,
    issuer: true,
    key_unknown: true,
    signature: true,
    expiry_missing: true,
    expired: true,
    not_yet_valid: true,
    id_token: true,
    token_use: true,
    client: true,
    audience: true,
    subject: true,
  }
  // The cast is safe: Object.keys of a record over the reasons.
  for (const reason of Object.keys(reasons) as RejectionReason[]) {
    expect(rejectionDetail(reason)).toMatch(/^[A-Z][\x20\x21\x23-\x5b\x5d-\x7e]+[^.]$/)
  }
})

test('a tenancy that no type checker saw allows nothing', () => {
  // The cast is the mistake that this is about.
  const row = { ...operations.getFleetItem, tenancy: 'anything' } as unknown as OperationSpec
  for (const kind of ['user', 'unbound', 'machine'] as const) {
    expect(decide(row, verified(kind, ['read:fleet']), 'org_north').allow).toBe(false)
  }
})
