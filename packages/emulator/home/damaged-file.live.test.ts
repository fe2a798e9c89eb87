import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { createCognito } from '../cognito/index.ts'
import { shop } from '../cognito/testing/pools.ts'
import { startEngine } from '../dynamodb/index.ts'
import { requireSigned } from '../testing/key.ts'
import { namingDamage } from './damaged-file.ts'
import { openHome } from './home.ts'

let folder: string
beforeEach(() => {
  const made = mkdtempSync(join(tmpdir(), 'scopegate-damaged-'))
  folder = made
  onTestFinished(() => rmSync(made, { recursive: true, force: true }))
})

/** A file of that name in the folder, with garbage in it. */
const garbage = (name: string): string => {
  const file = join(folder, name)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, 'This is no database, and longer than the header of one would be.\n'.repeat(40))
  return file
}

const cognito = () =>
  createCognito({
    pools: [shop],
    baseUrl: 'http://127.0.0.1:1',
    directory: folder,
    now: Date.now,
    requireSigned,
    invoke: () => Promise.reject(new Error('not here')),
  })

test.each<[string, string, () => Promise<unknown>]>([
  ['the users', 'cognito.sqlite', cognito],
  ['the signing keys', `keys/${shop.id}.json`, cognito],
  ['the tables', 'data.sqlite', () => startEngine({ file: join(folder, 'data.sqlite'), port: 0 })],
])('a damaged file with %s is one line that names it and says `--fresh`', async (_, name, open) => {
  const file = garbage(name)
  await expect(open()).rejects.toThrow(
    `The file \`${file}\` is damaged. Begin anew with \`start --fresh\`, which loses its data`,
  )
})

const isDamaged = (file: string) =>
  `The file \`${file}\` is damaged. Begin anew with \`start --fresh\`, which loses its data`

test('a database of users with other tables is named as well', async () => {
  const file = join(folder, 'cognito.sqlite')
  const other = new DatabaseSync(file)
  other.exec('CREATE TABLE users (x)')
  other.close()
  await expect(cognito()).rejects.toThrow(isDamaged(file))
})

test('tables whose pages are damaged behind a good header are named as well', async () => {
  const file = join(folder, 'data.sqlite')
  // Not made by the engine: one that is stopped at once may leave its pages in a log beside the file, which mends them.
  const tables = new DatabaseSync(file)
  tables.exec('CREATE TABLE any_table (x)')
  tables.close()
  const pages = readFileSync(file)
  writeFileSync(file, pages.fill(0x55, 100))
  await expect(startEngine({ file, port: 0 })).rejects.toThrow(isDamaged(file))
})

test('a file where a folder belongs is named, and nobody else’s', () => {
  const error = (name: string) => {
    try {
      writeFileSync(join(folder, name), '')
      return mkdirSync(join(folder, name))
    } catch (thrown) {
      return thrown
    }
  }
  expect(namingDamage(error('logs'), folder)).toMatchObject({ message: isDamaged(join(folder, 'logs')) })
  const elsewhere = error('x')
  expect(namingDamage(elsewhere, join(folder, 'home'))).toBe(elsewhere)
})

test('a damaged lock is made anew: nobody can hold it', () => {
  const home = join(folder, 'home')
  openHome(home, false).close()
  writeFileSync(join(home, 'lock'), 'x'.repeat(5000))
  openHome(home, false).close()
})
