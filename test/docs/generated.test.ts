/**
 * The generated pages say what the running system does: who gets through to an operation, where the `type` of a problem
 * leads, how large a body may be.
 */
import { readFileSync } from 'node:fs'
import { maximumBodyBytes } from '@scopegate/http'
import { expect, inject, test } from 'vitest'
import { allPools } from '../support/contract.ts'

const text = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')

/** Who is let through to each operation, as the golden matrix of the live stack has it: by route, sorted. */
function letThrough(): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, Set<string>>()
  for (const block of text('test/golden/access-matrix.txt').split('\n\n')) {
    const [heading = '', ...rows] = block.trimEnd().split('\n')
    const [api = '', ...principals] = heading.split(/ {2,}/)
    const pool = api.replace(/-api$/, '')
    if (!allPools.some((name) => name === pool)) continue
    for (const row of rows) {
      const [route = '', ...cells] = row.split(/ {2,}/)
      const through = principals.filter((_, index) => cells[index] === 'yes')
      const names = through.map((name) => (name.includes('/') ? `${pool}:${name.split('/')[0]}` : name))
      const known = found.get(route) ?? new Set()
      found.set(route, new Set([...known, ...names]))
    }
  }
  return new Map([...found].map(([route, names]) => [route, [...names].sort()]))
}

const rows = [
  ...text('docs/operations.md').matchAll(/^\| \[`\w+`\]\(#\w+\) \| `([^`]+)` \| \[.*?\) \| (.*) \|$/gm),
].map(([, route = '', who = '']) => ({
  route,
  who: [...who.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name).sort(),
}))

test.each(rows)('the page of operations names exactly those who get through to $route', ({ route, who }) => {
  expect(who).toEqual(letThrough().get(route))
})

test('the page of operations names every route that somebody gets through to', () => {
  const reached = [...letThrough()].filter(([, who]) => who.length > 0).map(([route]) => route)
  expect(rows.map(({ route }) => route).sort()).toEqual(reached.sort())
})

test.each([
  ['/nothing', 'not_found'],
  ['/v1/wallet', 'token_missing'],
])('the `type` of the answer to %s ends with the anchor that explains it', async (path, code) => {
  const answer = await fetch(`${inject('servicesUrl')}${path}`)
  // The cast is safe: a refusal of the services is a problem document.
  const { type } = (await answer.json()) as { readonly type: string }
  const page = text('docs/errors.md')
  const prefix = /`(tag:[^`]*:)` and the code/.exec(page)?.[1] ?? 'none'
  expect(type).toBe(`${prefix}${code}`)
  expect(page).toContain(`\n### \`${code}\`\n`)
})

test('the page of errors says how large a body may be', () => {
  expect(text('docs/errors.md')).toContain(`over ${maximumBodyBytes.toLocaleString('en')} bytes`)
})
