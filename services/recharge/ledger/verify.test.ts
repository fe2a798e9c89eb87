import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { maximumAmount, maximumBalance } from '../money.ts'
import type { Wallet, WalletEntry } from '../wallet.ts'
import { verifyLedger } from './verify.ts'

/** A ledger as the services write it: of these movements the ones that a wallet would take. */
function ledgerOf(movements: readonly number[]): { readonly wallet: Wallet; readonly entries: readonly WalletEntry[] } {
  const entries: WalletEntry[] = []
  let balance = 0
  for (const amount of movements) {
    if (balance + amount < 0 || balance + amount > maximumBalance) continue
    balance += amount
    entries.push({
      id: `e${entries.length}`,
      kind: amount < 0 ? 'recharge' : 'credit',
      amount,
      currency: 'EUR',
      balance_after: balance,
      sequence: entries.length + 1,
      caller: { sub: 's', client: 'c' },
      at: '2027-01-01T00:00:00.000Z',
    })
  }
  const updated_at = '2027-01-01T00:00:00.000Z'
  return { wallet: { currency: 'EUR', balance, version: entries.length, updated_at }, entries }
}

const amount = fc.oneof(fc.integer({ min: 1, max: maximumAmount }), fc.integer({ min: -maximumAmount, max: -1 }))
const ledger = fc.array(amount, { maxLength: 30 }).map((movements) => ledgerOf([maximumAmount, ...movements]))

test('verifyLedger() finds nothing in what the services write', () => {
  fc.assert(fc.property(ledger, ({ wallet, entries }) => verifyLedger(wallet, entries) === undefined))
  expect(verifyLedger(ledgerOf([]).wallet, [])).toBeUndefined()
  expect(verifyLedger(undefined, [])).toBeUndefined()
})

type Damage = (entry: WalletEntry) => Partial<Record<keyof WalletEntry, unknown>>

const damages: readonly { readonly what: string; readonly damage: Damage; readonly rule: string }[] = [
  {
    what: 'another amount',
    damage: ({ amount }) => ({ amount: Math.abs(amount) === 1 ? 2 * amount : Math.sign(amount) }),
    rule: 'balance_after',
  },
  { what: 'an amount of the other sign', damage: ({ amount }) => ({ amount: -amount }), rule: 'amount' },
  { what: 'no amount', damage: () => ({ amount: 0 }), rule: 'amount' },
  { what: 'half a unit', damage: ({ amount }) => ({ amount: amount / 2 + 0.25 }), rule: 'amount' },
  {
    what: 'more than the most',
    damage: ({ amount }) => ({ amount: Math.sign(amount) * (maximumAmount + 1) }),
    rule: 'amount',
  },
  { what: 'text for an amount', damage: ({ amount }) => ({ amount: String(amount) }), rule: 'amount' },
  { what: 'another currency', damage: () => ({ currency: 'USD' }), rule: 'currency' },
  { what: 'another balance', damage: (entry) => ({ balance_after: entry.balance_after + 1 }), rule: 'balance_after' },
  { what: 'another place', damage: ({ sequence }) => ({ sequence: sequence + 1 }), rule: 'sequence' },
  { what: 'no place', damage: () => ({ sequence: undefined }), rule: 'sequence' },
]

test.each(damages)('verifyLedger() finds $what in any entry, at its place', ({ damage, rule }) => {
  fc.assert(
    fc.property(ledger, fc.nat(), ({ wallet, entries }, nat) => {
      const at = nat % entries.length
      // The cast is safe: the test hands over what a damaged table would hold.
      const damaged = entries.map((entry, index) =>
        index === at ? { ...entry, ...damage(entry) } : entry,
      ) as WalletEntry[]
      const found = verifyLedger(wallet, damaged)
      expect(found).toMatchObject({ rule, sequence: at + 1 })
    }),
  )
})

test('verifyLedger() finds an entry that was taken out, put in twice, or put in another place', () => {
  fc.assert(
    fc.property(ledger, fc.nat(), ({ wallet, entries }, nat) => {
      const at = nat % entries.length
      expect(verifyLedger(wallet, entries.toSpliced(at, 1))).toBeDefined()
      expect(verifyLedger(wallet, entries.toSpliced(at, 0, ...entries.slice(at, at + 1)))).toBeDefined()
      fc.pre(entries.length > 1)
      expect(verifyLedger(wallet, [...entries.slice(1), ...entries.slice(0, 1)])).toBeDefined()
    }),
  )
})

test('verifyLedger() finds a balance and a version that the entries do not give', () => {
  const { wallet, entries } = ledgerOf([100, -30])
  expect(verifyLedger({ ...wallet, balance: 71 }, entries)).toEqual({
    rule: 'balance',
    sequence: 2,
    expected: '70',
    found: '71 in the wallet',
  })
  expect(verifyLedger({ ...wallet, version: 3 }, entries)).toMatchObject({ rule: 'version', sequence: 2 })
  expect(verifyLedger(undefined, entries)).toMatchObject({ rule: 'wallet_missing' })
})

test('verifyLedger() finds an overdraft that the entries agree on', () => {
  const { wallet, entries } = ledgerOf([100])
  const [first] = entries
  if (first === undefined) throw new Error('The ledger has an entry')
  const overdraft: WalletEntry = { ...first, kind: 'recharge', amount: -101, balance_after: -1, sequence: 2 }
  expect(verifyLedger({ ...wallet, balance: -1, version: 2 }, [first, overdraft])).toMatchObject({
    rule: 'balance_after',
    sequence: 2,
  })
})
