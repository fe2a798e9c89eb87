/**
 * The README cannot drift: the commands and the files that it names exist. Who may call which operation is on a page of its own,
 * which `scopes docs` writes and `scopes docs --check` holds to the contract.
 */
import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const text = (name: string) => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8')

test.each(['README.md', 'CONTRIBUTING.md'])('each script that %s tells to run exists', (page) => {
  // The cast is safe: the manifest is ours.
  const { scripts } = JSON.parse(text('package.json')) as { readonly scripts: Record<string, string> }
  const named = [...text(page).matchAll(/pnpm@[\d.]+ (?:run )?([\w:]+)/g)].map((match) => match[1] ?? '')
  expect(named.length).toBeGreaterThan(0)
  expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([])
})

const linking = [
  'README.md',
  'CONTRIBUTING.md',
  'docs/adr/README.md',
  'docs/make-it-yours.md',
  'docs/clients.md',
  'docs/runbook.md',
  'docs/command-line.md',
]

// The last one comes with the packages' own pages.
test.each(linking.filter((page) => existsSync(new URL(`../../${page}`, import.meta.url))))(
  'each file that %s links to exists',
  (page) => {
    const links = [...text(page).matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)/g)].map((match) => match[1] ?? '')
    const missing = links.filter((link) => !existsSync(new URL(link, new URL(`../../${page}`, import.meta.url))))
    expect(missing).toEqual([])
  },
)
