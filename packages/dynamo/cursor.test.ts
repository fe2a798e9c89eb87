import type { OrgId } from '@scopegate/http/caller'
import { expect, test } from 'vitest'
import { decodeCursor, encodeCursor } from './cursor.ts'

// Only a verified caller has an OrgId; a test of pure text makes its own.
const org = (id: string) => id as OrgId
const list = { operation: 'listFleet', org: org('org_north') }
const cursor = encodeCursor(list, 'plate-7')

test('decodeCursor() gives back the place where the page ended', () => {
  expect(decodeCursor(list, cursor)).toBe('plate-7')
})

test('a cursor does not hold the organization', () => {
  expect(Buffer.from(cursor, 'base64url').toString()).not.toContain('north')
})

test.each([
  { when: 'it is of another list', list: { ...list, operation: 'listRentals' }, text: cursor },
  { when: 'it is of another organization', list: { ...list, org: org('org_south') }, text: cursor },
  { when: 'it is cut', list, text: cursor.slice(0, -2) },
  { when: 'it is longer', list, text: `${cursor}AAAA` },
  { when: 'it is padded', list, text: `${cursor}==` },
  { when: 'it holds a line break', list, text: `${cursor}\n` },
  { when: 'it is empty', list, text: '' },
  { when: 'it is only a check', list, text: encodeCursor(list, '') },
  { when: 'it is no base64url', list, text: '💥' },
])('decodeCursor() refuses a cursor when $when', ({ list, text }) => {
  expect(decodeCursor(list, text)).toBeUndefined()
})

test('decodeCursor() refuses a cursor when any one of its characters is another', () => {
  for (let at = 0; at < cursor.length; at += 1) {
    const other = cursor[at] === 'A' ? 'B' : 'A'
    expect(decodeCursor(list, `${cursor.slice(0, at)}${other}${cursor.slice(at + 1)}`)).toBeUndefined()
  }
})
