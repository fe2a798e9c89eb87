import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, expect, test } from 'vitest'
import { root } from './run.ts'

const folder = mkdtempSync(join(tmpdir(), 'scopegate-ci-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Puts a program in npx's place that says and ends as it is told for `test`, `test:slow` and `check`. */
const npx = `#!/usr/bin/env bash
case "\${@: -1}" in
  test) echo "$TEST_SAYS"; exit "$TEST_CODE" ;;
  test:slow) echo "$SLOW_SAYS"; exit "$SLOW_CODE" ;;
  check) exit "$CHECK_CODE" ;;
esac
`
writeFileSync(join(folder, 'npx'), npx, { mode: 0o755 })

/** Runs `.ci/run` and resolves with its exit code and last line. */
async function ci(
  testSays: string,
  testCode: number,
  checkCode: number,
  slowSays = '0 passed, 0 failed',
  slowCode = 0,
) {
  const PATH = [folder, process.env['PATH']].join(delimiter)
  const told = {
    TEST_SAYS: testSays,
    TEST_CODE: String(testCode),
    CHECK_CODE: String(checkCode),
    SLOW_SAYS: slowSays,
    SLOW_CODE: String(slowCode),
  }
  const { code, stdout } = await promisify(execFile)('bash', [`${root}.ci/run`], {
    env: { ...process.env, ...told, PATH },
  }).then(
    ({ stdout }) => ({ code: 0, stdout }),
    // Safe: what execFile rejects with when the program ends with another code than 0.
    (error: unknown) => error as { readonly code: number; readonly stdout: string },
  )
  return [code, stdout.trimEnd().split('\n').at(-1)]
}

test.each([
  ['all is well', ['12 passed, 0 failed', 0, 0], [0, '12 passed, 0 failed']],
  ['a test is skipped', ['12 passed, 0 failed, 3 skipped', 0, 0], [0, '12 passed, 0 failed, 3 skipped']],
  ['a test fails', ['11 passed, 1 failed', 1, 0], [1, '11 passed, 1 failed']],
  ['only a check fails', ['12 passed, 0 failed', 0, 1], [1, '12 passed, 1 failed']],
  [
    'only a check fails, with a test skipped',
    ['12 passed, 0 failed, 3 skipped', 0, 1],
    [1, '12 passed, 1 failed, 3 skipped'],
  ],
  ['a test and a check fail', ['3 passed, 9 failed', 1, 1], [1, '3 passed, 10 failed']],
  ['the tests do not finish', ['Out of memory', 137, 0], [1, '0 passed, 1 failed']],
  ['the tests do not finish and a check fails', ['Out of memory', 137, 1], [1, '0 passed, 2 failed']],
  ['the tests fail and count no failure', ['12 passed, 0 failed', 1, 0], [1, '12 passed, 1 failed']],
] as const)('.ci/run ends with what failed when %s', async (_, [says, tests, checks], expected) => {
  expect(await ci(says, tests, checks)).toEqual(expected)
})

test.each([
  ['all is well', '7 passed, 0 failed', 0, [0, '19 passed, 0 failed']],
  ['a slow test fails', '5 passed, 2 failed', 1, [1, '17 passed, 2 failed']],
  ['the slow tests do not finish', 'Out of memory', 137, [1, '12 passed, 1 failed']],
] as const)('.ci/run counts the slow tests as well when %s', async (_, says, code, expected) => {
  expect(await ci('12 passed, 0 failed', 0, 0, says, code)).toEqual(expected)
})
