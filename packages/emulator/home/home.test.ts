import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openHome } from './home.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'scopegate-home-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const namesIn = (directory: string): readonly string[] =>
  readdirSync(directory, { recursive: true, encoding: 'utf8' }).sort()

/** Opens it, begins and ends; the answer is the seed. */
const use = (directory: string, fresh = false): string => {
  const home = openHome(directory, fresh)
  home.begin()
  home.close()
  return home.seed
}

test.each([true, false])('a folder of somebody else is refused on one line and left as it is (fresh: %s)', (fresh) => {
  for (const name of ['logs', 'assembly']) mkdirSync(join(folder, name))
  writeFileSync(join(folder, 'logs', 'theirs.log'), 'theirs')
  writeFileSync(join(folder, 'seed'), 'theirs')
  const mode = statSync(folder).mode
  expect(() => openHome(folder, fresh)).toThrow(
    `The folder \`${folder}\` is not empty and holds no local stack. Name a new or an empty one with \`--directory\``,
  )
  expect(namesIn(folder)).toEqual(['assembly', 'logs', 'logs/theirs.log', 'seed'])
  expect(readFileSync(join(folder, 'seed'), 'utf8')).toBe('theirs')
  expect(statSync(folder).mode).toBe(mode)
})

test('an empty folder and a new one are taken, and known again', () => {
  const nested = join(folder, 'a', 'b')
  const seed = use(nested)
  expect(use(nested)).toBe(seed)
  rmSync(join(folder, 'a'), { recursive: true })
  expect(use(folder)).not.toBe(seed)
})

test('a fresh start that never begins costs nothing; one that begins wipes everything of ours and nothing else', () => {
  const seed = use(folder)
  mkdirSync(join(folder, 'dynamodb'))
  writeFileSync(join(folder, 'dynamodb', 'data.sqlite'), 'rows')
  writeFileSync(join(folder, 'prepared'), '')
  writeFileSync(join(folder, 'notes.txt'), 'mine')
  const before = namesIn(folder)

  const failed = openHome(folder, true)
  expect(failed.seed).not.toBe(seed)
  failed.close()
  expect(namesIn(folder)).toEqual(before)
  expect(use(folder)).toBe(seed)

  const renewed = use(folder, true)
  expect(renewed).not.toBe(seed)
  expect(use(folder)).toBe(renewed)
  expect(namesIn(folder)).toEqual(['.scopegate-local', 'lock', 'notes.txt', 'seed'])
})

test('a damaged marker is named, until a fresh start; a folder of its name is none', () => {
  const marker = join(folder, '.scopegate-local')
  const seed = use(folder)
  writeFileSync(marker, 'garbage')
  expect(() => openHome(folder, false)).toThrow(
    `The file \`${marker}\` is damaged. Begin anew with \`start --fresh\`, which loses its data`,
  )
  const renewed = use(folder, true)
  expect(renewed).not.toBe(seed)
  writeFileSync(marker, '')
  expect(use(folder)).toBe(renewed)
  rmSync(marker)
  mkdirSync(marker)
  for (const fresh of [true, false]) expect(() => openHome(folder, fresh)).toThrow('holds no local stack')
})

test('a damaged seed is told on one line, the folder is free again, and a fresh start mends it', () => {
  use(folder)
  for (const seed of ['half', '!'.repeat(43)]) {
    writeFileSync(join(folder, 'seed'), seed)
    expect(() => openHome(folder, false)).toThrow(/is damaged\. Begin anew with `start --fresh`, which loses its data$/)
  }
  expect(use(folder, true)).toHaveLength(43)
})
