import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { createCognito } from '../cognito/index.ts'
import { shop } from '../cognito/testing/pools.ts'
import { startEngine } from '../dynamodb/index.ts'
import { requireSigned } from '../testing/key.ts'
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

test('a damaged lock is made anew: nobody can hold it', () => {
  const home = join(folder, 'home')
  openHome(home, false).close()
  writeFileSync(join(home, 'lock'), 'x'.repeat(5000))
  openHome(home, false).close()
})
