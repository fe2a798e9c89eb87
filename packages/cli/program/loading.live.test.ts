import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { fleetRoot } from '@scopegate/testing/fleet/synthesized'
import { expect, test } from 'vitest'

const main = fileURLToPath(new URL('../main.ts', import.meta.url))

/** Prints the address of each module that the process loads. */
const tracing = `
  const { registerHooks } = process.getBuiltinModule('node:module')
  registerHooks({ load: (url, context, next) => (console.error(url), next(url, context)) })`

test('a command that does not ask AWS loads neither its SDK nor the local stack', () => {
  const options = ['--import', `data:text/javascript,${encodeURIComponent(tracing)}`, main, '--root', fleetRoot]
  const loaded = execFileSync('bash', ['-c', '"$@" 2>&1 >/dev/null', '-', process.execPath, ...options, 'matrix'], {
    encoding: 'utf8',
  }).split('\n')
  expect(loaded.filter((url) => url.includes('/packages/cli/')).length).toBeGreaterThan(50)
  expect(loaded.filter((url) => /@aws-sdk|emulator\/(stack|index)\.ts/.test(url))).toEqual([])
})
