import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { keyLines, nearest } from './key-lines.ts'

const source = readFileSync(new URL('../../testing/fleet/scopes/catalog.ts', import.meta.url), 'utf8')
const text = (path: readonly string[]) => source.split('\n')[(nearest(keyLines(source), path)?.line ?? 0) - 1]?.trim()

test.each([
  [['roles', 'staff'], "staff: { description: 'Works at a garage: stock and rentals' },"],
  [['resourceServers', 'deposit', 'scopes', 'read:deposit'], "'read:deposit': {"],
  [['resourceServers', 'deposit'], 'deposit: {'],
  [['pools', 'admin', 'mfa'], "mfa: 'required',"],
  [['pools', 'partner', 'clients', 'south-kiosk', 'org'], "org: 'org_south',"],
  [['pools', 'garage', 'clients', 'garage-web', 'identityScopes'], "identityScopes: ['openid"],
])('%j stands in its line', (path, line) => {
  expect(text(path)?.slice(0, line.length)).toBe(line)
})

test('a field that is missing is placed at its row', () => {
  expect(text(['pools', 'garage', 'clients', 'garage-app', 'redirectUris'])).toBe("'garage-app': {")
})

test('what is in no table of the file has no line', () => {
  expect(nearest(keyLines(source), ['operations', 'getStock'])).toBeUndefined()
})

test('comments, texts and calls do not confuse it', () => {
  const lines = keyLines(`
// export const pools = { a: 1 }
const requires = (scope: string) => ({ kind: 'scope', scope }) as const
export const operations = {
  /* getStock: */ getStock: { note: 'it: "{"', access: requires('a:b'), path: \`/\${1}\` },
  'put:stock': {
    access: openTo('Probe: returns', {
      exposed: false,
    }),
    tenancy: cond ? 'a' : 'b',
    callers: 'people',
  },
} as const satisfies Record<string, Operation>
`)
  expect(nearest(lines, ['operations'])?.line).toBe(4)
  expect(nearest(lines, ['operations', 'getStock', 'path'])?.line).toBe(5)
  expect(nearest(lines, ['operations', 'put:stock', 'access', 'gateway'])?.line).toBe(7)
  expect(nearest(lines, ['operations', 'put:stock', 'callers'])?.line).toBe(11)
  expect(nearest(lines, ['pools', 'a'])).toBeUndefined()
})
