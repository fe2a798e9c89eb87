import { expect, test } from 'vitest'
import { checkWords } from './check-words.ts'

const check = (path: string, text: string) => checkWords([{ path, text }])

test.each(['getWallet()', "'org_acme'", 'INVENTORY_TABLE', '/v1/inventory/{sku}', 'two wallets', 'Merchants'])(
  'checkWords() finds the sample in %s',
  (text) => expect(check('packages/http/guard.ts', text)).toHaveLength(1),
)

test.each(['risk', 'skulk', 'pacmen', 'rechargeable batteries'])('checkWords() passes %s', (text) =>
  expect(check('packages/http/guard.ts', text)).toEqual([]),
)

test('checkWords() looks at the product alone', () => expect(check('services/recharge/index.ts', 'wallet')).toEqual([]))
