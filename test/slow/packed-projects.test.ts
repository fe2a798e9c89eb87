/**
 * The packed guard in four plain projects and in a Lambda function: 200, 401 and 403, with the same challenge and the same
 * problem document in each.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'
import type { Contract } from '@scopegate/contract'
import { mint, type PersonPrincipal, testIssuers } from '@scopegate/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pack } from '../../tools/pack.ts'
import { emptyFolder, matching, run } from './support/copy.ts'
import { contractModule, servers } from './support/plain-projects.ts'

const { folder, remove } = emptyFolder()
const packages = join(folder, 'packages')
const children: ChildProcess[] = []
const urls = new Map<string, string>()
const tokens: Record<string, string> = {}

const person: PersonPrincipal = {
  kind: 'person',
  pool: 'staff',
  client: 'phone',
  sub: '7d0c0000-0000-7000-8000-000000000001',
  role: 'clerk',
  org: 'org_first',
  scopes: undefined,
}

/** Installs one project as its developer would. */
async function install(name: string, dependencies: readonly string[]): Promise<string> {
  const project = join(folder, name)
  mkdirSync(project)
  writeFileSync(join(project, 'package.json'), '{ "private": true, "type": "module" }')
  writeFileSync(join(project, 'contract.mjs'), contractModule)
  const tarballs = readdirSync(packages)
    .filter((file) => /^scopegate-(contract|http)-/.test(file))
    .map((file) => join(packages, file))
  expect(await run(project, 'npm', 'install', '--no-audit', '--no-fund', ...tarballs, ...dependencies)).toMatchObject({
    code: 0,
  })
  return project
}

/** Runs the project's server and resolves with its port. */
async function start(project: string, text: string, pools: string): Promise<string> {
  writeFileSync(join(project, 'server.mjs'), text)
  const child = spawn(process.execPath, ['server.mjs'], {
    cwd: project,
    env: { PATH: process.env['PATH'], POOLS: pools },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  for await (const line of createInterface({ input: child.stdout })) {
    const port = /^port (\d+)$/.exec(line)?.[1]
    if (port !== undefined) {
      child.stdout.resume()
      return port
    }
  }
  throw new Error('The server ended before it listened')
}

beforeAll(async () => {
  await pack(packages)
  const projects = new Map<string, string>()
  for (const [name, { dependencies }] of Object.entries(servers)) projects.set(name, await install(name, dependencies))
  const [first = ''] = projects.values()
  // The cast is safe: the module is the one that was written there.
  const { contract } = (await import(pathToFileURL(join(first, 'contract.mjs')).href)) as {
    readonly contract: Contract
  }
  const { pools } = await testIssuers(contract)
  for (const [name, { text }] of Object.entries(servers)) {
    urls.set(name, `http://127.0.0.1:${await start(projects.get(name) ?? '', text, pools)}`)
  }
  tokens['access'] = await mint(contract, person)
  tokens['id'] = await mint(contract, person, { tokenUse: 'id' })
})

afterAll(async () => {
  for (const child of children) {
    const ended = once(child, 'exit')
    if (child.kill()) await ended
  }
  remove()
})

const ask = async (name: string, method: string, token: string | undefined) => {
  const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${tokens[token]}` }
  const answer = await fetch(`${urls.get(name)}/v1/notes/one`, { method, headers })
  // The cast is safe: each answer is an object in JSON.
  const { instance, ...body } = (await answer.json()) as Record<string, unknown>
  return {
    status: answer.status,
    type: answer.headers.get('content-type')?.split(';')[0],
    challenge: answer.headers.get('www-authenticate'),
    named: typeof instance,
    body,
  }
}

const cases = [
  ['a good token', 'GET', 'access', 200, undefined],
  ['no token', 'GET', undefined, 401, 'token_missing'],
  ['an ID token', 'GET', 'id', 401, 'id_token_sent'],
  ['a token without the scope', 'PUT', 'access', 403, 'scope_insufficient'],
] as const

test.each(cases)('%s is answered alike in every project', async (_, method, token, status, code) => {
  const expected =
    status === 200
      ? { status, body: { id: 'one', org: 'org_first' } }
      : { status, type: 'application/problem+json', body: { code }, challenge: matching(/^Bearer realm="plain"/) }
  const answers = await Promise.all(
    [...urls.keys()].map(async (name) => [name, await ask(name, method, token)] as const),
  )
  const [[, first] = ['', undefined]] = answers
  expect(first).toMatchObject(expected)
  for (const [name, answer] of answers) expect({ name, ...answer }).toEqual({ name, ...first })
})

test.each(Object.keys(servers))('the routes that %s has of its own stay its own', async (name) => {
  const answer = await fetch(`${urls.get(name)}/open`)
  expect([answer.status, await answer.text()]).toEqual([200, 'open'])
})
