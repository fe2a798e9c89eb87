/**
 * `scopes drift` where the deployment and the working tree are two versions of the contract: what is not deployed yet is no
 * drift, and nobody is told to undo it by hand.
 */
import { execFile } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { run } from '../support/run.ts'
import { World } from './drift/world.ts'

/** The part of a template that these tests change. */
interface Template {
  Metadata: {
    'scopegate:contract'?: {
      pools: { merchant: { clients: { 'merchant-web': { accessTokenMinutes: number; selfService?: boolean } } } }
    }
  }
  Resources: Record<string, { Metadata?: Record<string, unknown>; Properties: Record<string, unknown> }>
}

let folder: string
let older: World
let oldest: World
let damaged: World
let movable: World

/** A local stack that runs the cloud assembly with something changed. */
async function deployed(name: string, change: (template: Template) => void): Promise<World> {
  const copy = join(folder, name)
  await cp(inject('cloudAssembly'), copy, { recursive: true })
  const file = join(copy, 'Scopegate.template.json')
  // The cast is safe: CDK wrote the file a moment ago.
  const template = JSON.parse(await readFile(file, 'utf8')) as Template
  change(template)
  await writeFile(file, JSON.stringify(template))
  return World.start(copy)
}

/** Another life of the tokens of one client, in the contract and in the resource that is made from it. */
function twentyMinutes({ Metadata, Resources }: Template): void {
  const web = Metadata['scopegate:contract']?.pools.merchant.clients['merchant-web']
  if (web !== undefined) web.accessTokenMinutes = 20
  const resource = Object.values(Resources).find((each) => each.Metadata?.['scopegate:client'] === 'merchant-web')
  Object.assign(resource?.Properties ?? {}, { AccessTokenValidity: 20, IdTokenValidity: 20 })
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scopegate-ahead-'))
  older = await deployed('older', twentyMinutes)
  oldest = await deployed('oldest', ({ Metadata }) => {
    delete Metadata['scopegate:contract']
  })
  movable = await deployed('movable', ({ Resources }) => {
    const pool = Object.values(Resources).find((each) => each.Metadata?.['scopegate:pool'] === 'merchant')
    // The cast is safe: CDK wrote it.
    const schema = pool?.Properties['Schema'] as { Name: string; Mutable: boolean }[] | undefined
    for (const attribute of schema ?? []) if (attribute.Name === 'org_id') attribute.Mutable = true
  })
  damaged = await deployed('damaged', ({ Metadata }) => {
    delete Metadata['scopegate:contract']?.pools.merchant.clients['merchant-web'].selfService
  })
})
afterAll(async () => {
  await Promise.all([older, oldest, damaged, movable].map((world) => world.stop()))
  await rm(folder, { recursive: true, force: true })
})

/** Runs `drift` in a process that sees a working tree with a scope misspelt. */
const onBroken = (...args: readonly string[]) =>
  new Promise<{ readonly code: unknown; readonly out: string; readonly err: string }>((resolve) => {
    const path = (name: string) => fileURLToPath(new URL(`../../packages/${name}`, import.meta.url))
    const [from, to] = ["requires('read:wallet')", "requires('raed:wallet')"]
    const env = { ...process.env, BREAK: JSON.stringify({ module: 'scopes/operations.ts', from, to }) }
    const program = [
      '--import',
      path('cdk/testing/break-contract.ts'),
      path('cli/main.ts'),
      'drift',
      '--root',
      path('..'),
    ]
    execFile(process.execPath, [...program, '--directory', older.directory, ...args], { env }, (error, out, err) => {
      resolve({ code: error?.code ?? 0, out, err })
    })
  })

const planLine = () => `scopes plan --against deployed --directory ${older.directory}`
const aheadLine = () => `The working tree is ahead of the deployment: \`${planLine()}\` shows how.\n`
/** The same ports and the same folder as before. */
const startLine = () =>
  `scopes start --directory ${older.directory} --port ${new URL(older.stack.file.aws.cognito).port}`

test('a deployment that is as its own contract says is in sync, and that the tree is ahead comes first', async () => {
  const { code, out } = await older.drift()
  expect([code, out.startsWith(`${aheadLine()}\nIn sync: `)]).toEqual([0, true])
  expect(await older.report()).toMatchObject({ ahead: true, aheadCommand: planLine(), inSync: true })
})

test('the hint leads to the same deployment', async () => {
  const { code, out } = await run(planLine().split(' ').slice(1))
  expect([code, out]).toEqual([2, expect.stringContaining('live 15 minutes in the place of 20')])
})

test('token says that the stack runs another contract, and prints the token all the same', async () => {
  const args = ['token', '--as', 'acme-fulfilment', '--directory']
  const { code, out, err } = await run([...args, older.directory])
  const said = 'The local stack runs another contract than the working tree: stop it and start it again.\n'
  expect([code, out.split('.').length, err]).toEqual([0, 3, said])
})

test('a working tree that breaks its own rules keeps nobody from looking at what was deployed', async () => {
  const { code, out, err } = await onBroken()
  expect([code, err]).toEqual([0, ''])
  expect(out).toMatch(
    /^The working tree is ahead of the deployment, and breaks rules of its own: `scopes check` shows which\.\n\nIn sync: /,
  )
  const tree = await onBroken('--with', 'tree')
  expect([tree.code, tree.out]).toEqual([2, ''])
  expect(tree.err).toMatch(
    /^The contract of the working tree does not hold together: RS006 .*\.\nNext: mend it, or .* leave out `--with`\n$/,
  )
})

test('compared with the working tree, what is not deployed yet takes a deployment and nothing by hand', async () => {
  const { differences } = await older.report('--with', 'tree')
  expect(differences).toMatchObject(
    ['client_access_token_life', 'client_id_token_life'].map((kind) => ({
      kind,
      direction: 'opens',
      cause: 'not deployed yet',
      who: 'ops, by a deployment',
      act: 'stop the local stack and start it again',
      command: startLine(),
    })),
  )
  const { code, out } = await older.drift('--with', 'tree')
  expect([code, out.startsWith(aheadLine())]).toEqual([1, true])
  expect(out).toContain('2 differences from the working tree; 2 open something.')
  expect(out).toContain('who acts   ops, by a deployment: it is not deployed yet')
  expect(out.trimEnd().split('\n').at(-1)).toBe(`Next: type \`${startLine()}\``)
})

test('what was changed by hand on top is told apart', async () => {
  const undo = await older.changeClient('merchant-web', { EnableTokenRevocation: false })
  const { differences } = await older.report('--with', 'tree')
  expect(differences.map(({ kind, cause }) => [kind, cause])).toEqual([
    ['client_access_token_life', 'not deployed yet'],
    ['client_id_token_life', 'not deployed yet'],
    ['client_revocation', 'changed by hand'],
  ])
  await undo()
})

test('a deployment that does not carry its contract can be compared with the working tree alone', async () => {
  const { code, out, err } = await oldest.drift()
  expect([code, out]).toEqual([2, ''])
  expect(err).toMatch(/^The deployed template does not say which contract .*\.\nNext: deploy once more .*\n$/)
  expect(await oldest.report('--with', 'tree')).toMatchObject({ ahead: null, inSync: true })
  const undo = await oldest.changeClient('merchant-web', { EnableTokenRevocation: false })
  expect((await oldest.report('--with', 'tree')).differences).toMatchObject([
    { kind: 'client_revocation', cause: 'changed by hand, or not deployed yet', who: 'ops, by a deployment' },
  ])
  await undo()
})

test('a contract that this version cannot read is named by its field', async () => {
  expect(await damaged.drift()).toEqual({
    code: 2,
    out: '',
    err: `The contract of the deployment has another form than this version reads, first at \`pools.merchant.clients.merchant-web.selfService\`.
Next: check out the commit that it was made from, and type the same there
`,
  })
})

test('a pool in which a user may be moved to another organization is named, although the deployed template says so', async () => {
  const { differences } = await movable.report()
  expect(differences).toMatchObject([
    { kind: 'pool_org_mutable', direction: 'opens', place: 'user pool `merchant`', command: null },
  ])
  expect(differences[0]?.act).toContain('see that no app client may write `custom:org_id`')
})
