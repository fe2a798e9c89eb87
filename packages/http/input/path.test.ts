import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { pathFault } from './path.ts'

const encoded = (text: string) => pathFault({ form: 'encoded', text })
const decoded = (text: string) => pathFault({ form: 'decoded', text })

test.each(['/', '/v1/fleet', '/v1/fleet/tea', '/v1/fleet/tea_1.2-x~', '/v1/fleet/', '/v1/a@b:c'])(
  'the plain path %j is let through in both forms',
  (path) => {
    expect([encoded(path), decoded(path)]).toEqual([undefined, undefined])
  },
)

test.each([
  ['/v1/../admin', 'dot_segment'],
  ['/v1/..', 'dot_segment'],
  ['/v1/a..b', 'dot_segment'],
  ['/v1/./fleet', 'dot_segment'],
  ['/.', 'dot_segment'],
  ['//v1/fleet', 'empty_segment'],
  ['/v1//fleet', 'empty_segment'],
  ['/v1/fleet//', 'empty_segment'],
  ['/v1/fleet;x=1', 'separator'],
  ['/v1\\fleet', 'separator'],
  ['v1/fleet', 'not_absolute'],
  ['', 'not_absolute'],
  ['*', 'not_absolute'],
  ['http://host/v1/fleet', 'not_absolute'],
])('%j is refused in both forms', (path, fault) => {
  expect([encoded(path), decoded(path)]).toEqual([fault, fault])
})

test.each([
  ['/v1/fleet%2ftea', 'separator'],
  ['/v1/fleet%2Ftea', 'separator'],
  ['/v1/fleet%5Ctea', 'separator'],
  ['/v1/fleet%5ctea', 'separator'],
  ['/v1/%2e%2e/admin', 'dot_segment'],
  ['/v1/%2E./admin', 'dot_segment'],
  ['/v1/%2e/admin', 'dot_segment'],
  ['/v1/a%3bb', 'separator'],
  ['/v1/a%3Fb', 'separator'],
  ['/v1/a%23b', 'separator'],
  ['/v1/a%252fb', 'encoding'],
  ['/v1/a%25', 'encoding'],
  ['/v1/a%', 'encoding'],
  ['/v1/a%2', 'encoding'],
  ['/v1/a%zz', 'encoding'],
  ['/v1/a%ff', 'encoding'],
  ['/v1/a%c0%af', 'encoding'],
  ['/v1/a%00', 'character'],
  ['/v1/a%0d%0a', 'character'],
  ['/v1/a%7f', 'character'],
  ['/v1/a%c2%85', 'character'],
  ['/v1/a%20', 'character'],
  ['/v1/a b', 'character'],
  ['/v1/a\u0000', 'character'],
  ['/v1/caf\u00e9', 'character'],
  ['/v1/{plate}', 'character'],
  ['/v1/a|b', 'character'],
])('as sent by a client, %j is refused', (path, fault) => {
  expect(encoded(path)).toBe(fault)
})

test.each([
  ['/v1/a?admin=true', 'separator'],
  ['/v1/a#b', 'separator'],
  ['/v1/a%2fb', 'encoding'],
  ['/v1/50%', 'encoding'],
  ['/v1/a\u0000b', 'character'],
  ['/v1/a\nb', 'character'],
  ['/v1/a\u007f', 'character'],
  ['/v1/a\ud800', 'character'],
  ['/v1/a ', 'character'],
])('as decoded by a gateway, %j is refused', (path, fault) => {
  expect(decoded(path)).toBe(fault)
})

test('an encoded path is let through only if what it decodes to is, so both ways in agree', () => {
  const piece = fc.constantFrom(
    'a',
    '/',
    '.',
    '..',
    '%',
    '%2e',
    '%2F',
    '%25',
    '%20',
    ';',
    '?',
    '#',
    '\\',
    'é',
    '%00',
    ' ',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const path = `/${pieces.join('')}`
      fc.pre(encoded(path) === undefined)
      expect(decoded(decodeURIComponent(path))).toBeUndefined()
    }),
  )
})

test('a path that is let through stays what it is through a URL parser', () => {
  const text = fc.string({ unit: 'binary', maxLength: 12 })
  fc.assert(
    fc.property(text, (tail) => {
      const path = `/${tail}`
      fc.pre(decoded(path) === undefined)
      const url = new URL(`https://host${path}`)
      expect([decodeURIComponent(url.pathname), url.search, url.hash, url.host]).toEqual([path, '', '', 'host'])
    }),
    { numRuns: 1_000 },
  )
})
