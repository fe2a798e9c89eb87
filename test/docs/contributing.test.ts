import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const text = (name: string) => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8')

test('the example of CONTRIBUTING.md is a test that runs', () => {
  expect(text('CONTRIBUTING.md')).toContain(`\`\`\`ts\n${text('test/services/example.test.ts')}\`\`\`\n`)
})
