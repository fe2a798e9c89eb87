/**
 * docs/command-line.md cannot drift: its command lines run and print what it shows, and it explains every reason.
 *
 * @module
 */
import { readFileSync } from 'node:fs'
import { refusalReasons } from '@scopegate/cli/testing/index'
import { expect, test } from 'vitest'
import { pasted } from '../ops/pasted.ts'

const page = readFileSync(new URL('../../docs/command-line.md', import.meta.url), 'utf8')

/** Each command line with what the page shows under it. */
const shown = [...page.matchAll(/^```\n(\$ [^]*?)^```$/gm)].flatMap(([, block = '']) =>
  block
    .split(/^\$ /m)
    .filter((part) => part !== '')
    .map((part) => {
      const [line = '', ...output] = part.trimEnd().split('\n')
      return { line, output }
    }),
)

/** How much there is of something is the contract’s, and no reason to change the page. */
const uncounted = (text: string | undefined) => text?.replaceAll(/\d+ (?=user pools|app clients|APIs|routes)/g, '')

// `check` synthesizes each stage.
test.each(shown)('`$line` prints what the page shows', { timeout: 120_000 }, async ({ line, output }) => {
  const { code, out } = await pasted(line)
  expect([0, 1]).toContain(code)
  const printed = out.trimEnd().split('\n')
  // `…` stands for one line that is another every time; a line alone shows no output.
  const expected = output.length === 0 ? printed : output.map((text, index) => (text === '…' ? printed[index] : text))
  expect(printed.map(uncounted)).toEqual(expected.map(uncounted))
})

test('the page explains every reason of `why`, in its order', () => {
  const rows = page.split('\n| reason | meaning |\n')[1] ?? ''
  expect([...rows.matchAll(/^\| `(\w+)` \| .+ \|$/gm)].map(([, reason]) => reason)).toEqual(refusalReasons)
})

test('the page has examples of every command', () => {
  for (const command of ['matrix', 'check', 'token', 'why', 'cost', 'docs', 'drift']) {
    expect(shown.some(({ line }) => line.includes(`scopes ${command} `))).toBe(true)
  }
})
