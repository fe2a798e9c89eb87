/**
 * docs/aws-facts.md and the comments that cite it cannot drift apart: whoever reads `aws-facts §E.2` finds the section,
 * and whoever reads the section finds the code.
 */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))
const text = (path: string) => readFileSync(root + path, 'utf8')
const place = 'docs/aws-facts.md'
const page = text(place)

/** One heading with a letter, and what stands under it up to the next heading of any level. */
interface Section {
  readonly name: string
  readonly body: string
}

const sections: readonly Section[] = page
  .split(/^(?=#{2,3} )/m)
  .map((body) => ({ name: /^#{2,3} ([A-Z](?:\.\d+)?)[. ]/.exec(body)?.[1] ?? '', body }))
  .filter(({ name }) => name !== '')
const names = new Set(sections.map(({ name }) => name))
/** A letter whose facts all stand under its numbers has none of its own. */
const withFacts = sections.filter(({ body }) => /^- /m.test(body))

const generated = ['**/node_modules/**', '**/cdk.out/**', '**/.build/**', '**/.local/**']
const folders = '{packages,scopes,triggers,services,infra,test,tools}/**/*.ts'
const citing = [...globSync([folders, '*.ts', '*.md', 'docs/**/*.md'], { cwd: root, exclude: generated })]
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => path !== place)
  .map((path) => ({ path, text: text(path) }))

const reference = /§([A-L](?:\.\d+)?)/g
const citation = /aws-facts(?:\.md)? §[A-L](?:\.\d+)?(?:, §[A-L](?:\.\d+)?)*/g
const referencesIn = (words: string) => [...words.matchAll(reference)].map((match) => match[1] ?? '')

test('each section that a comment or a page cites exists', () => {
  const cited = citing.flatMap(({ path, text }) =>
    [...text.matchAll(citation)].flatMap(([words]) => referencesIn(words).map((name) => ({ path, name }))),
  )
  expect(cited.length).toBeGreaterThan(100)
  expect(cited.filter(({ name }) => !names.has(name))).toEqual([])
})

test('each mention of a lettered section says on which page it stands', () => {
  const stray = citing.flatMap(({ path, text }) =>
    referencesIn(text.replaceAll(citation, '')).map((name) => ({ path, name })),
  )
  expect(stray).toEqual([])
})

test('each section that the page itself refers to exists, and each name is given once', () => {
  expect(referencesIn(page).filter((name) => !names.has(name))).toEqual([])
  expect(sections).toHaveLength(names.size)
})

test.each(withFacts)('section $name says where its facts live, in files that exist', ({ body }) => {
  const [line, ...further] = body.split(/^- /m).filter((item) => item.startsWith('Where it lives:'))
  expect(further).toEqual([])
  const paths = [...(line ?? '').matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '')
  expect(paths.length).toBeGreaterThan(0)
  expect(paths.filter((path) => !existsSync(root + path))).toEqual([])
})

test.each(withFacts)('each fact of section $name bears a mark', ({ body }) => {
  const facts = body
    .split(/^- /m)
    .slice(1)
    .filter((item) => !item.startsWith('Where it lives:'))
  expect(facts.filter((fact) => !/\b(?:documented|measured|tested|inferred|unknown)\b/i.test(fact))).toEqual([])
})

test('each open point names sections that say that something is unknown', () => {
  const points = [...(page.split('\n## What nobody knows yet\n')[1] ?? '').matchAll(/^\d+\. .*(?:\n {3}.*)*/gm)]
  expect(points.length).toBeGreaterThan(0)
  for (const [point] of points) {
    const named = referencesIn(point)
    expect(named.length).toBeGreaterThan(0)
    const silent = named.filter((name) => !/unknown/i.test(sections.find((each) => each.name === name)?.body ?? ''))
    expect(silent).toEqual([])
  }
})
