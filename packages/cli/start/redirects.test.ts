import { contract } from '@scopegate/testing/fleet/contract'
import { expect, test } from 'vitest'
import { redirectsFrom } from './redirects.ts'

const uri = 'http://localhost:5173/callback?x=1'

test('an address alone is for all browser clients, one with a name for that client', () => {
  expect(redirectsFrom(contract, [uri])).toEqual([
    { client: 'garage-web', uri },
    { client: 'admin-portal', uri },
  ])
  expect(redirectsFrom(contract, [`admin-portal=${uri}`, 'garage-web=https://127.0.0.1:9/'])).toEqual([
    { client: 'admin-portal', uri },
    { client: 'garage-web', uri: 'https://127.0.0.1:9/' },
  ])
})

test.each([
  'https://app.example/callback',
  'http://localhost.example/',
  'http://localhost@app.example/',
  'http://localhost:5173/#x',
  'http://localhost:5173/*',
  'ftp://localhost/',
  'app.example',
  'garage-web=https://app.example/',
  'garage-web=',
  '',
])('%j is no address of this machine', (given) => {
  expect(() => redirectsFrom(contract, [given])).toThrow(/^`--redirect` takes no address but one of this machine/)
})

test('a client that does not use the sign-in page, or that there is not, is refused with those that do', () => {
  for (const name of ['garage-app', 'north-fulfilment', 'nobody']) {
    expect(() => redirectsFrom(contract, [`${name}=${uri}`])).toThrow(`No client \`${name}\` uses the sign-in page`)
  }
})
