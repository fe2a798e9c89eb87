import { expect, test } from 'vitest'
import { precondition } from './precondition.ts'

test.each([
  { ifMatch: undefined, ifNoneMatch: undefined, expected: { kind: 'unstated' } },
  { ifMatch: undefined, ifNoneMatch: '*', expected: { kind: 'absent' } },
  { ifMatch: '*', ifNoneMatch: undefined, expected: { kind: 'any' } },
  { ifMatch: '"v1"', ifNoneMatch: undefined, expected: { kind: 'versions', versions: ['v1'] } },
  { ifMatch: '"v1", "v2"', ifNoneMatch: undefined, expected: { kind: 'versions', versions: ['v1', 'v2'] } },
  { ifMatch: 'W/"v1", "v2"', ifNoneMatch: undefined, expected: { kind: 'versions', versions: ['v2'] } },
  { ifMatch: '"a,b"', ifNoneMatch: undefined, expected: { kind: 'versions', versions: ['a,b'] } },
])('precondition() reads If-Match $ifMatch and If-None-Match $ifNoneMatch', ({ ifMatch, ifNoneMatch, expected }) => {
  expect(precondition(ifMatch, ifNoneMatch)).toEqual(expected)
})

test.each([
  { when: 'both are sent', ifMatch: '"v1"', ifNoneMatch: '*', code: 'header_invalid' },
  { when: 'If-None-Match is a tag', ifMatch: undefined, ifNoneMatch: '"v1"', code: 'header_invalid' },
  { when: 'If-Match is not quoted', ifMatch: 'v1', ifNoneMatch: undefined, code: 'header_invalid' },
  { when: 'If-Match is empty', ifMatch: '', ifNoneMatch: undefined, code: 'header_invalid' },
  { when: 'a tag does not end', ifMatch: '"v1', ifNoneMatch: undefined, code: 'header_invalid' },
  { when: 'tags are not separated', ifMatch: '"v1" "v2"', ifNoneMatch: undefined, code: 'header_invalid' },
  { when: 'a star stands among tags', ifMatch: '"v1", *', ifNoneMatch: undefined, code: 'header_invalid' },
  { when: 'there are very many tags', ifMatch: '"v",'.repeat(21), ifNoneMatch: undefined, code: 'header_invalid' },
  { when: 'every tag is weak', ifMatch: 'W/"v1"', ifNoneMatch: undefined, code: 'precondition_failed' },
])('precondition() refuses with $code when $when', ({ ifMatch, ifNoneMatch, code }) => {
  expect(() => precondition(ifMatch, ifNoneMatch)).toThrow(expect.objectContaining({ code }))
})
