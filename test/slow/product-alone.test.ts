/** The product stands alone: without the sample's folders its own tests pass. */
import { expect, onTestFinished, test } from 'vitest'
import { copyCheckout, emptyFolder, matching, run } from './support/copy.ts'

test('all tests of packages/ pass in a checkout from which the system was deleted', async () => {
  const { folder, remove } = emptyFolder()
  onTestFinished(remove)
  copyCheckout(folder, ['scopes', 'services', 'triggers', 'infra', 'test', 'examples'])
  const pnpm = (...args: readonly string[]) => run(folder, 'npx', '-y', 'pnpm@12.21.0', ...args)
  // The lockfile also knows the system's packages: what is not there any more is left out of it.
  expect(await pnpm('install', '--no-frozen-lockfile')).toMatchObject({ code: 0 })
  const projects = ['fast', 'live', 'template', 'slow'].flatMap((name) => ['--project', name])
  const { code, output } = await pnpm('exec', 'vitest', 'run', ...projects)
  const failed = output.split('\n').filter((line) => /FAIL|Error:/.test(line))
  expect({ code, failed, counted: /^\d+ passed, .*$/m.exec(output)?.[0] }).toEqual({
    code: 0,
    failed: [],
    counted: matching(/^\d{4} passed, 0 failed$/),
  })
})
