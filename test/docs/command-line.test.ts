/** docs/command-line.md cannot drift: its command lines run and print what it shows, and it explains every reason. */
import { readFileSync } from 'node:fs'
import { refusalReasons } from '@scopegate/cli/testing/index'
import { expect, test } from 'vitest'
import { pasted } from '../ops/pasted.ts'

const page = readFileSync(new URL('../../docs/command-line.md', import.meta.url), 'utf8')

/** The page in parts: a block of command lines with what the page shows under each, or the text between two blocks. */
const parts = page.split(/^(```\n\$ [^]*?^```\n)/m)
const linesOf = (part: string) => part.matchAll(/^\$ (.+)\n([^]*?)(?=^\$ |^```$)/gm)
const commands = parts.flatMap((part) => [...linesOf(part)].map(([, line = '']) => line))

/** The command line with what it prints: `…` stays for a line that is another every time, and a line alone shows no output. */
async function printed(line: string, shown: string): Promise<string> {
  const { code, out } = await pasted(line)
  expect([line, code === 0 || code === 1]).toEqual([line, true])
  const before = shown.split('\n')
  const now = out
    .trimEnd()
    .split('\n')
    .map((text, index) => (before[index] === '…' ? '…' : text))
  return `$ ${line}\n${shown === '' ? '' : `${now.join('\n')}\n`}`
}

// `check` synthesizes each stage.
test('the command lines print what the page shows', { timeout: 120_000 }, async () => {
  const texts = []
  for (const part of parts) {
    const steps = [...linesOf(part)]
    const blocks = []
    for (const [, line = '', shown = ''] of steps) blocks.push(await printed(line, shown))
    texts.push(steps.length === 0 ? part : `\`\`\`\n${blocks.join('')}\`\`\`\n`)
  }
  // As a file snapshot, so that `test -u` brings the page up to date after a change of the contract.
  await expect(texts.join('')).toMatchFileSnapshot('../../docs/command-line.md')
})

test('the page explains every reason of `why`, in its order', () => {
  const rows = page.split('\n| reason | meaning |\n')[1] ?? ''
  expect([...rows.matchAll(/^\| `(\w+)` \| .+ \|$/gm)].map(([, reason]) => reason)).toEqual(refusalReasons)
})

test('the page has examples of every command', () => {
  for (const command of ['matrix', 'check', 'token', 'why', 'cost', 'docs', 'drift']) {
    expect(commands.some((line) => line.includes(`scopes ${command} `))).toBe(true)
  }
})
