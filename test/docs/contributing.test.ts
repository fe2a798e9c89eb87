import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const text = (name: string) => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8')

test('the example of CONTRIBUTING.md is a test that runs', () => {
  expect(text('CONTRIBUTING.md')).toContain(`\`\`\`ts\n${text('test/services/example.test.ts')}\`\`\`\n`)
})

test('no page tells to put a file behind `-u`, which would swallow its name', () => {
  for (const page of ['README.md', 'CONTRIBUTING.md', 'docs/changing-scopes.md', 'docs/command-line.md']) {
    expect([page, /test -u [\w<./]/.exec(text(page))?.[0]]).toEqual([page, undefined])
  }
})
