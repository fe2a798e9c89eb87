import type { Scope } from '@scopegate/scopes/catalog'
import { allScopes } from '@scopegate/scopes/lookup'
import { type Operation, operationIds, operations } from '@scopegate/scopes/operations'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Caller } from './caller.ts'
import { type Decision, decide, type Presented } from './decide.ts'
import { type RejectionReason, rejectionDetail } from './verify/rejection.ts'

const scope = fc.constantFrom(...allScopes.map((row) => row.scope))
const scopes = fc.uniqueArray(scope)
const kind = fc.constantFrom('user' as const, 'operator' as const, 'machine' as const)
const operation: fc.Arbitrary<Operation> = fc.record({
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
const orgParameter = fc.constantFrom(undefined, 'org_acme', 'org_globex', '', 'acme', 'org_../x')

/** A caller as the verifier makes it; the cast puts on the brand that only the verifier has. */
const callerOf = (kind: Caller['kind'], held: readonly Scope[]): Caller =>
  ({
    kind,
    sub: 's',
    clientId: 'c',
    client: 'merchant-web',
    pool: 'merchant',
    role: 'owner',
    scopes: new Set(held),
    expiresAt: 1,
    ...(kind === 'operator' ? {} : { org: 'org_acme' }),
  }) as unknown as Caller
const verified = (kind: Caller['kind'], held: readonly Scope[]): Presented => ({
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

  test('whoever belongs to an organization acts on no other', () => {
    fc.assert(
      fc.property(operation, kind, scopes, orgParameter, (row, who, held, org) => {
        const decision = decide(row, verified(who, held), org)
        const acts = decision.allow && who !== 'operator' ? decision.org : undefined
        expect([undefined, 'org_acme']).toContain(acts)
      }),
    )
  })

  test('no machine gets what is for people, whatever it holds', () => {
    fc.assert(
      fc.property(operation, scopes, orgParameter, (row, held, org) => {
        if (row.access.kind === 'public') return
        const people: Operation = { ...row, callers: 'people' }
        expect(decide(people, verified('machine', held), org).allow).toBe(false)
        for (const who of ['user', 'operator'] as const) {
          const everyone: Operation = { ...row, callers: 'everyone' }
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
      { kind: 'unavailable', pool: 'merchant', cause: undefined },
      {
        kind: 'unassigned',
        fault: 'org_missing',
        identity: { sub: 's', clientId: 'c', client: 'merchant-web', pool: 'merchant' },
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
  const wallet = operations.creditWallet
  const codeOf = (decision: Decision) => (decision.allow ? 'allow' : decision.code)

  test('is identity, assignment, scope, kind, organization', () => {
    expect(
      codeOf(decide(wallet, { kind: 'rejected', rejection: { reason: 'expired', pool: 'merchant', expiredAt: 1 } })),
    ).toBe('token_rejected')
    expect(codeOf(decide(wallet, verified('user', []), 'acme'))).toBe('scope_insufficient')
    expect(codeOf(decide(wallet, verified('user', ['write:wallet']), 'acme'))).toBe('caller_kind_refused')
    expect(codeOf(decide(wallet, verified('operator', ['write:wallet']), 'acme'))).toBe('not_found')
    expect(codeOf(decide(wallet, verified('operator', ['write:wallet']), 'org_acme'))).toBe('allow')
  })
})

test('a machine that lacks the scope is told so, and not that the operation is for people', () => {
  const codeOf = (held: readonly Scope[]) => decide(operations.getProfile, verified('machine', held))
  expect(codeOf([])).toMatchObject({ allow: false, code: 'scope_insufficient' })
  expect(codeOf(['read:profile'])).toMatchObject({ allow: false, code: 'caller_kind_refused' })
})

test('a public operation on an organization is refused: the contract contradicts itself', () => {
  const row: Operation = { ...operations.getHealth, tenancy: 'caller' }
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

test('the contract has no public operation on an organization', () => {
  const rows: readonly Operation[] = operationIds.map((id) => operations[id])
  const open = rows.filter(({ access }) => access.kind === 'public')
  expect(new Set(open.map(({ tenancy }) => tenancy))).toEqual(new Set(['none']))
})
