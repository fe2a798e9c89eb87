import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { init } from './init.ts'
import { pluralOf } from './words.ts'

let place: string
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'scopegate-init-'))
})
afterEach(() => rmSync(place, { recursive: true, force: true }))

const words = { name: 'library', thing: 'book' }
const target = () => join(place, 'library')

test('init writes a system in the words that it is given, and says what to type next', async () => {
  const said = await init(target(), words, '0.1.0')
  expect(said).toMatch(/^library is in `.*library`\.\nNext: cd .*library && npm install && npm start\n$/)
  expect(readdirSync(target()).toSorted()).toEqual(
    [
      '.gitignore',
      'README.md',
      'infra',
      'package.json',
      'scopes',
      'services',
      'test',
      'triggers',
      'tsconfig.json',
    ].toSorted(),
  )
  expect(readFileSync(join(target(), 'scopes/operations.ts'), 'utf8')).toContain("path: '/v1/books/{id}'")
  expect(existsSync(join(target(), 'services/books/handlers.ts'))).toBe(true)
  expect(JSON.parse(readFileSync(join(target(), 'package.json'), 'utf8'))).toMatchObject({
    name: 'library',
    dependencies: { '@scopegate/http': '0.1.0' },
  })
  // What was staged beside it is gone.
  expect(readdirSync(place)).toEqual(['library'])
})

test('init asks for what it is not given', async () => {
  const asked: string[] = []
  await init(target(), {}, '0.1.0', async (question, usual) => {
    asked.push(usual)
    return question.includes('called') ? usual : 'story'
  })
  expect(asked).toEqual(['library', 'item'])
  expect(readFileSync(join(target(), 'scopes/catalog.ts'), 'utf8')).toContain("'read:stories'")
})

test('init takes a folder that exists and is empty', async () => {
  mkdirSync(target())
  await init(target(), words, '0.1.0')
  expect(existsSync(join(target(), 'package.json'))).toBe(true)
})

test.each([
  ['a name that Cognito refuses', { ...words, name: 'my-cognito' }, /`--name` holds `cognito`/],
  ['a name with capitals', { ...words, name: 'Library' }, /`--name` takes/],
  ['a name that ends in a hyphen', { ...words, name: 'library-' }, /`--name` takes/],
  ['no name', { thing: 'book' }, /`--name` is not given/],
  ['a thing of two words', { ...words, thing: 'old book' }, /`--thing` takes one word/],
  ['a thing that every system has', { ...words, thing: 'account' }, /`--thing` is a word that every system has/],
  ['a plural that is the singular', { ...words, plural: 'book' }, /`--plural` is the same/],
  ['packages that are not there', { ...words, packages: '/nowhere' }, /without the package/],
])('init refuses %s and writes nothing', async (_, options, message) => {
  await expect(init(target(), options, '0.1.0')).rejects.toThrow(message)
  expect(readdirSync(place)).toEqual([])
})

test('init refuses a folder that holds something, and leaves it as it is', async () => {
  mkdirSync(target())
  writeFileSync(join(target(), 'mine.txt'), 'mine')
  await expect(init(target(), words, '0.1.0')).rejects.toThrow(/not empty/)
  expect(readdirSync(target())).toEqual(['mine.txt'])
})

test('init refuses a path that is a file', async () => {
  writeFileSync(target(), 'mine')
  await expect(init(target(), words, '0.1.0')).rejects.toThrow(/not a folder/)
  expect(readFileSync(target(), 'utf8')).toBe('mine')
})

test.each([
  ['book', 'books'],
  ['story', 'stories'],
  ['day', 'days'],
  ['box', 'boxes'],
  ['branch', 'branches'],
])('the plural of %s is %s', (noun, plural) => expect(pluralOf(noun)).toBe(plural))
