import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { rules } from '@scopegate/analysis/rules/index'
import { contract } from '@scopegate/testing/fleet/contract'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { generatedPages } from '../docs/pages.ts'
import { run } from '../testing/run.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scopegate-docs-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const docs = (...args: string[]) => run(['docs', '--out', folder, ...args])
const names = ['scopes.md', 'operations.md', 'errors.md', 'rules.md']
const lines = (...states: readonly string[]) =>
  states.map((state, index) => `${join(folder, names[index] ?? '')}: ${state}\n`).join('')
const next = () => `\nNext: type \`scopes docs --out ${folder}\` and commit what it writes\n`
const edit = (name: string, text: string) => writeFile(join(folder, name), text)
const read = (name: string) => readFile(join(folder, name), 'utf8')

test('docs writes the pages, and nothing else', async () => {
  expect(await docs()).toEqual({ code: 0, err: '', out: lines('written', 'written', 'written', 'written') })
  expect((await readdir(folder)).sort()).toEqual([...names].sort())
  for (const { file, text } of generatedPages(contract, rules)) expect(await read(file)).toBe(text)
  const all = lines('up to date', 'up to date', 'up to date', 'up to date')
  expect(await docs()).toEqual({ code: 0, err: '', out: all })
  expect(await docs('--check')).toEqual({ code: 0, err: '', out: all })
})

test('docs --check names the pages that are missing, and writes none', async () => {
  const { code, out, err } = await docs('--check')
  expect([code, err]).toEqual([1, ''])
  expect(out).toBe(lines('missing', 'missing', 'missing', 'missing') + next())
  expect(await readdir(folder)).toEqual([])
})

test.each([
  ['a word', (text: string) => text.replace('See stock', 'See all stock')],
  ['a line at the end', (text: string) => `${text}\n`],
  ['other line ends', (text: string) => text.replaceAll('\n', '\r\n')],
  ['a byte order mark', (text: string) => `\uFEFF${text}`],
  ['nothing left', () => ''],
])('a hand edit (%s) makes docs --check fail, and docs mends it', async (_, change) => {
  await docs()
  const right = await read('scopes.md')
  const wrong = change(right)
  await edit('scopes.md', wrong)
  const stale = lines('stale', 'up to date', 'up to date', 'up to date')
  expect(await docs('--check')).toEqual({ code: 1, err: '', out: stale + next() })
  expect(await read('scopes.md')).toBe(wrong)
  expect((await docs()).out).toBe(lines('written', 'up to date', 'up to date', 'up to date'))
  expect(await read('scopes.md')).toBe(right)
  expect((await docs('--check')).code).toBe(0)
})

test('docs --json prints the report itself', async () => {
  await docs()
  await edit('rules.md', '')
  const { code, out } = await docs('--check', '--json')
  const states = ['current', 'current', 'current', 'stale']
  expect([code, JSON.parse(out)]).toEqual([
    1,
    { pages: states.map((state, index) => ({ page: join(folder, names[index] ?? ''), state })) },
  ])
})

test('docs is coloured for a person and for nobody with NO_COLOR', async () => {
  const args = ['docs', '--out', folder, '--check']
  const coloured = await run(args, { interactive: true })
  const plain = await run(args)
  expect(coloured.out).toContain('\u001B[31mmissing\u001B[39m')
  expect(stripVTControlCharacters(coloured.out)).toBe(plain.out)
  expect(await run(args, { interactive: true, environment: { NO_COLOR: '1' } })).toEqual(plain)
})

test('when one page cannot be written none is changed, and nothing is left over', async () => {
  await edit('scopes.md', 'as it was')
  // Stands where the last page is prepared.
  await edit(`.rules.md.${process.pid}.new`, '')
  expect(await docs()).toEqual({
    code: 2,
    out: '',
    err: 'The pages cannot be written; none was changed.\nNext: check who may write to the folder, and its disk, then type the command again\n',
  })
  expect(await readdir(folder)).toEqual(['scopes.md'])
  expect(await read('scopes.md')).toBe('as it was')
  expect((await docs()).code).toBe(0)
})

test('docs refuses a folder where a page should be', async () => {
  await mkdir(join(folder, 'errors.md'))
  expect(await docs()).toEqual({
    code: 2,
    out: '',
    err: 'The page errors.md cannot be read.\nNext: check that it is a file, and who may read it\n',
  })
  expect(await readdir(folder)).toEqual(['errors.md'])
})

test.each([
  [['--out', '/nowhere/at/all'], 'The folder for the pages does not exist', 'make it, or name another'],
  [['--out', new URL(import.meta.url).pathname], 'The folder for the pages does not exist', 'make it, or name another'],
  [['--out', ''], '`--out <folder>` was given an empty path', 'write the path out'],
  [['--out'], '`--out <folder>` needs a value', 'type `scopes docs --help`'],
  [['--chek'], '`scopes docs` has no option `--chek`', 'did you mean `--check`?'],
  [['scopes'], '`scopes docs` was given too many arguments', 'type `scopes docs --help`'],
])('docs %j fails in one line and says what to type next', async (args, cause, say) => {
  const { code, out, err } = await run(['docs', ...args])
  const [first, second, ...rest] = err.split('\n')
  expect([code, out, first, rest]).toEqual([2, '', `${cause}.`, ['']])
  expect(second).toContain(`Next: ${say}`)
})
