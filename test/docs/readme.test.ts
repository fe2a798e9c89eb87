/**
 * The README cannot drift: its table of operations is the contract's, and the commands it names exist.
 *
 * @module
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { OperationSpec, Risk } from '@scopegate/contract'
import { contract } from '@scopegate/scopes/contract'
import { expect, test } from 'vitest'
import { operationIds, operations } from '../support/contract.ts'
import { run } from '../support/run.ts'

const text = (name: string) => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8')
const readme = text('README.md')

const opens = ({ access }: OperationSpec) =>
  access.kind === 'scope' ? `\`${access.scope}\`` : `public: ${access.reason.toLowerCase()}`

test('the table of operations is the contract’s', async () => {
  const rows = operationIds
    .map((id): OperationSpec => operations[id])
    .map((each) => `| \`${each.method} ${each.path}\` | ${opens(each)} | ${each.service} | ${each.summary} |`)
  const [before, after] = [/^[^]*<!-- operations[^]*?\n\|---.*\n/, /\n\n<!-- \/operations -->[^]*$/].map(
    (part) => part.exec(readme)?.[0],
  )
  // As a file snapshot, so that `test -u` brings the page up to date after a change of the contract.
  await expect(`${before}${rows.join('\n')}${after}`).toMatchFileSnapshot('../../README.md')
})

test.each(['README.md', 'CONTRIBUTING.md'])('each script that %s tells to run exists', (page) => {
  // The cast is safe: the manifest is ours.
  const { scripts } = JSON.parse(text('package.json')) as { readonly scripts: Record<string, string> }
  const named = [...text(page).matchAll(/pnpm@[\d.]+ (?:run )?(\w+)/g)].map((match) => match[1] ?? '')
  expect(named.length).toBeGreaterThan(0)
  expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([])
})

test.each(['README.md', 'CONTRIBUTING.md', 'docs/adr/README.md'])('each file that %s links to exists', (page) => {
  const links = [...text(page).matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)/g)].map((match) => match[1] ?? '')
  const missing = links.filter((link) => !existsSync(new URL(link, new URL(`../../${page}`, import.meta.url))))
  expect(missing).toEqual([])
})

test('the plan that the README shows is what the command says of the README’s own row', async () => {
  const [, scope = '', description = '', risk = '', roles = ''] =
    /'([\w:]+)': \{ description: '([^']+)', risk: '(\w+)', roles: \[([^\]]+)\]/.exec(readme) ?? []
  const shown = /```\n(Breaks [^]+?)```/.exec(readme)?.[1] ?? ''
  const [, route = ''] = /breaks: `([^`]+)` needs/.exec(shown) ?? []
  const { resourceServers } = contract
  // The cast is safe: the pattern takes words alone, and the command checks the file.
  const row = { description, risk: risk as Risk, roles: roles.replaceAll("'", '').split(', ') }
  const { inventory } = resourceServers
  const after = {
    ...contract,
    resourceServers: {
      ...resourceServers,
      inventory: { ...inventory, scopes: { ...inventory.scopes, [scope]: row } },
    },
    operations: Object.fromEntries(
      Object.entries<OperationSpec>(contract.operations).map(([id, spec]) =>
        `${spec.method} ${spec.path}` === route ? [id, { ...spec, access: { kind: 'scope', scope } }] : [id, spec],
      ),
    ),
  }
  const folder = mkdtempSync(join(tmpdir(), 'scopegate-readme-'))
  const files = [contract, after].map((value, index) => {
    const file = join(folder, `${index}.json`)
    writeFileSync(file, JSON.stringify(value))
    return file
  })
  const { out } = await run(['plan', '--against', files[0] ?? '', '--to', files[1] ?? ''])
  rmSync(folder, { recursive: true })
  const lines = shown.split('\n').filter((line) => !/^(from .*|\s*…|)$/.test(line))
  expect(lines.length).toBeGreaterThan(5)
  for (const line of lines) expect(out.split('\n')).toContain(line)
  // Who loses is all that the command says, not some of it.
  const between = (text: string) => text.slice(text.indexOf('    loses'), text.indexOf('    vanishes'))
  expect(between(shown)).toBe(between(out))
})
