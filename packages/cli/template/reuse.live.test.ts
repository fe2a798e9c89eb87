import { appendFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type ReuseOptions, synthesizeOnce } from './reuse.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'scopegate-reuse-'))
  for (const [file, text] of Object.entries(files)) write(file, text)
  symlinkSync('../../store/dep@1', join(folder, 'system/node_modules/dep'))
})
afterEach(() => {
  vi.unstubAllEnvs()
  vi.unstubAllGlobals()
  rmSync(folder, { recursive: true, force: true })
})

/** A system whose app tells of a bundle, as ours does, with a package that is linked and code beside its folder. */
const files = {
  'system/infra/app.mjs': `
    import { writeFileSync } from 'node:fs'
    import { channel } from 'node:diagnostics_channel'
    import { contract } from '../scopes/contract.mjs'
    import { stages } from './stages.mjs'
    import { dep } from 'dep'
    const bundled = ['services/orders.mjs', '../shared/money.mjs'].map((file) => process.cwd() + '/../' + file)
    channel('scopegate:bundled').publish(bundled)
    writeFileSync(process.env.CDK_OUTDIR + '/manifest.json', JSON.stringify({ contract, stages, dep }))`,
  'system/infra/stages.mjs': 'export const stages = { local: {} }',
  'system/scopes/contract.mjs': 'export const contract = { rows: 1 }',
  'system/services/orders.mjs': `import '../../shared/money.mjs'`,
  'system/services/notes.txt': 'read at run time, perhaps',
  'system/node_modules/other/index.js': '',
  'system/pnpm-lock.yaml': 'dep: 1',
  'shared/money.mjs': 'export const money = 1',
  'store/dep@1/package.json': '{ "name": "dep", "version": "1.0.0", "type": "module", "exports": "./index.js" }',
  'store/dep@1/index.js': 'export const dep = 1',
}

function write(file: string, text: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true })
  writeFileSync(join(folder, file), text)
}

/** What a start says: that it synthesizes, or that it need not. */
async function start(options: Partial<ReuseOptions> = {}): Promise<'synthesized' | 'reused'> {
  const lines: string[] = []
  const outdir = join(folder, 'home/assembly')
  // As long as it takes the clock of files to go on.
  await setTimeout(40)
  await synthesizeOnce({
    root: join(folder, 'system'),
    app: join(folder, 'system/infra/app.mjs'),
    stage: 'local',
    fresh: false,
    outdir,
    logFile: join(folder, 'home/assembly.log'),
    log: (line) => lines.push(line),
    ...options,
  })
  expect(existsSync(join(outdir, 'manifest.json'))).toBe(true)
  expect(lines).toHaveLength(1)
  return lines[0] === 'Synthesizing the template' ? 'synthesized' : 'reused'
}

const edited = (file: string) => () => appendFileSync(join(folder, file), '\n')
const removed = (file: string) => () => rmSync(join(folder, file))
const written = (file: string) => () => write(file, '{}')

test.each<[string, () => void]>([
  ['a row of the contract', edited('system/scopes/contract.mjs')],
  ['a value of a stage', edited('system/infra/stages.mjs')],
  ['the app', edited('system/infra/app.mjs')],
  ['a file with a handler', edited('system/services/orders.mjs')],
  ['a file that it imports from beside the system', edited('shared/money.mjs')],
  ['what could be meant instead of that file', written('shared/money.mts')],
  ['a file that nobody imports', edited('system/services/notes.txt')],
  ['a file that is gone', removed('system/services/notes.txt')],
  ['a new file', written('system/services/refunds/index.ts')],
  ['the lock file', edited('system/pnpm-lock.yaml')],
  ['a `tsconfig.json` around the system', written('tsconfig.json')],
  ['a `package.json` beside a file that is bundled', written('shared/package.json')],
  ['a file of a package', edited('store/dep@1/index.js')],
  ['the version of a package', edited('store/dep@1/package.json')],
  ['a package of that name nearer by', written('system/services/node_modules/dep/index.js')],
  ['a package that is another one from beside the system', written('node_modules/@a/dep/index.js')],
  [
    'a link to another version of a package',
    () => {
      cpSync(join(folder, 'store/dep@1'), join(folder, 'store/dep@2'), { recursive: true })
      rmSync(join(folder, 'system/node_modules/dep'))
      symlinkSync('../../store/dep@2', join(folder, 'system/node_modules/dep'))
    },
  ],
  ['a variable of the environment', () => vi.stubEnv('ALARM_ADDRESS', 'ops@example.com')],
  ['Node', () => vi.stubGlobal('process', Object.create(process, { version: { value: 'v24.99.0' } }))],
  ['a template that was edited', edited('home/assembly/manifest.json')],
  ['an asset that is gone', removed('home/assembly/asset.1/index.mjs')],
  ['half a key', () => write('home/assembly.key', 'abc')],
  ['half a list of inputs', () => write('home/assembly.inputs', '["/a')],
])('another template is made after a change of %s, and then used again', async (_, change) => {
  write('home/assembly/asset.1/index.mjs', 'bundle')
  expect(await start()).toBe('synthesized')
  expect(await start()).toBe('reused')
  change()
  expect(await start()).toBe('synthesized')
  expect(await start()).toBe('reused')
})

test('a stage of another name, and a fresh start, have a template of their own', async () => {
  await start()
  expect(await start({ stage: 'production' })).toBe('synthesized')
  expect(await start({ stage: 'production', fresh: true })).toBe('synthesized')
  expect(await start({ stage: 'production' })).toBe('reused')
})

test('what differs from one terminal to the next changes nothing, and the app does not see it', async () => {
  vi.stubEnv('SSH_TTY', '/dev/pts/1')
  appendFileSync(join(folder, 'system/infra/app.mjs'), '\nif (process.env.SSH_TTY) throw new Error("seen")')
  await start()
  vi.stubEnv('SSH_TTY', '/dev/pts/2')
  expect(await start()).toBe('reused')
})

test.each([
  ['changes back', `writeFileSync(process.cwd() + '/stages.mjs', 'export const stages = { local: {} }')`],
  ['goes', `import { rmSync } from 'node:fs'; rmSync(process.cwd() + '/../services/notes.txt', { force: true })`],
])('a template during whose making a file %s is made again', async (_, line) => {
  const app = join(folder, 'system/infra/app.mjs')
  appendFileSync(app, `\n${line}`)
  await start()
  expect(await start()).toBe('synthesized')
})

test('an app that does not tell what its bundles are made of is run at each start', async () => {
  write('system/infra/app.mjs', files['system/infra/app.mjs'].replace('scopegate:bundled', 'other'))
  await start()
  expect(await start()).toBe('synthesized')
})

test('an app that refuses leaves no template to be used again', async () => {
  await start()
  write('system/scopes/contract.mjs', 'export const contract = null.rows')
  for (const _ of [1, 2]) await expect(start()).rejects.toThrow('does not synthesize')
  write('system/scopes/contract.mjs', files['system/scopes/contract.mjs'])
  expect(await start()).toBe('synthesized')
})

test('of a first start, the folders that it makes in the system are no change', async () => {
  const app = `${files['system/infra/app.mjs']}
    import { mkdirSync } from 'node:fs'
    mkdirSync(import.meta.dirname + '/.build/orders', { recursive: true })
    mkdirSync(import.meta.dirname + '/../.local', { recursive: true })
    writeFileSync(import.meta.dirname + '/../.local/.scopegate-local', '')`
  write('system/infra/app.mjs', app)
  expect(await start()).toBe('synthesized')
  expect(await start()).toBe('reused')
})
