/**
 * The README cannot drift: its table of operations is the contract's, and the commands it names exist.
 *
 * @module
 */
import { existsSync, readFileSync } from 'node:fs'
import type { OperationSpec } from '@scopegate/contract'
import { expect, test } from 'vitest'
import { operationIds, operations } from '../support/contract.ts'

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
