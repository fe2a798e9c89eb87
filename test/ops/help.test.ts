/** The examples in every command’s help run, as a reader would paste them. */
import { exampleLines } from '@scopegate/cli/testing/index'
import { expect, test } from 'vitest'
import { run } from '../support/run.ts'
import { pasted } from './pasted.ts'

test.each(['matrix', 'check', 'why', 'token', 'cost', 'docs', 'drift'])(
  'the examples in the help of `%s` run',
  { timeout: 120_000 },
  async (command) => {
    const lines = exampleLines((await run([command, '--help'])).out)
    expect(lines.length).toBeGreaterThan(0)
    for (const line of lines) {
      const { code, out, err } = await pasted(line)
      // `why` shows a refusal as well as a token that passes.
      expect([line, code === 0 || (command === 'why' && code === 1), err]).toEqual([line, true, ''])
      expect(out).not.toBe('')
    }
  },
)
