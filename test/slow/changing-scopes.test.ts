/**
 * docs/changing-scopes.md as a reader would take it: on a copy of this checkout its edits are made, its command lines are
 * typed, and what they print is what the page shows (`test -u` brings it up to date).
 */
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as later } from 'node:timers/promises'
import { freePorts } from '@scopegate/emulator/testing/ports'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Copy, copyCheckout } from '../docs/support/copy.ts'
import { editedText, partsOf, shown } from '../docs/support/walkthrough.ts'

const page = readFileSync(new URL('../../docs/changing-scopes.md', import.meta.url), 'utf8')
const node = process.execPath

let copy: Copy
const ends: (() => Promise<unknown>)[] = []

beforeAll(() => {
  copy = copyCheckout()
})
afterAll(async () => {
  for (const end of ends) await end()
  copy.remove()
})

/** The script that `pnpm <name>` runs: pnpm itself would look for its packages in the copy. */
function script(name: string): string {
  // The cast is safe: the manifest is ours.
  const { scripts } = JSON.parse(readFileSync(join(copy.folder, 'package.json'), 'utf8')) as {
    readonly scripts: Readonly<Record<string, string>>
  }
  return (scripts[name] ?? '').replace(/^node /, `'${node}' `)
}

/** Not every machine has it. */
const curl = `command -v curl > /dev/null || curl() { '${node}' test/docs/support/curl.mjs "$@"; }`

interface Typed {
  readonly code: number
  readonly output: string
}

/** Types the line in the copy. What a person sees: both streams, in the order of the page’s commands, which use one each. */
function typed(line: string): Promise<Typed> {
  const command = line
    .replaceAll(/npx -y pnpm@[\d.]+ (\w+)/g, (_, name: string) => script(name))
    .replaceAll('http://127.0.0.1:8701', apiUrl)
  return new Promise((resolve) => {
    execFile('bash', ['-c', `${curl}\nset -o pipefail; ${command}`], { cwd: copy.folder }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, output: `${stdout}${stderr}` })
    })
  })
}

let apiUrl = 'http://127.0.0.1:8701'

/** Cognito, three APIs, and the calls of SSM, DynamoDB, CloudFormation and API Gateway. */
const portsOfStack = 8

/** `start` in another terminal, on ports that nobody uses. */
async function start(port: number): Promise<void> {
  const child = spawn('bash', ['-c', `exec ${script('start')} --port ${port}`], { cwd: copy.folder, stdio: 'pipe' })
  const ended = once(child, 'exit')
  ends.push(async () => {
    child.kill('SIGINT')
    await ended
  })
  const file = join(copy.folder, '.local/stack.json')
  for (let tries = 0; !existsSync(file); tries++) {
    if (tries > 600 || child.exitCode !== null) throw new Error('The local stack of the copy did not start')
    await later(100)
  }
  // The cast is safe: the stack wrote it.
  const stack = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly apis: { readonly merchant: { readonly url: string } }
  }
  apiUrl = stack.apis.merchant.url
}

/** What is another every time, as the page has it. */
const steady = (output: string) =>
  output
    .replaceAll(/\(([0-9a-f]{7,12})\)/g, '(5c0pe9a)')
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '3f0c1f52-9d0e-4c1b-8a57-6b1f0e2d4c3a')
    .replaceAll(/\d{4}-\d{2}-\d{2}T[\d:.]+Z/g, '2026-01-01T12:00:00.000Z')
    .replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:8701')

/** Whether the page’s own edits are made here already, by a reader who took it at its word: there is nothing left to take. */
const taken = partsOf(page).some(
  ({ step }) =>
    step?.kind === 'edit' && readFileSync(new URL(`../../${step.file}`, import.meta.url), 'utf8').includes(step.after),
)

/** The exit codes of the command lines, in the page’s order. */
const codes: number[] = []

test.skipIf(taken)('the steps of the page can be taken, and print what it shows', { timeout: 180_000 }, async () => {
  const texts: string[] = []
  for (const { text, step } of partsOf(page)) {
    if (step === undefined) {
      if (/^npx -y pnpm@\S+ start$/m.test(text)) await start(await freePorts(portsOfStack))
      texts.push(text)
    } else if (step.kind === 'edit') {
      const path = join(copy.folder, step.file)
      writeFileSync(path, editedText(readFileSync(path, 'utf8'), step))
      texts.push(text)
    } else {
      const { code, output } = await typed(step.line)
      codes.push(code)
      texts.push(shown(step.line, steady(output)))
    }
  }
  await expect(texts.join('')).toMatchFileSnapshot('../../docs/changing-scopes.md')
  // plan: could not, check: an error, its explanation, check: none, plan: somebody gains, token, curl, token, why: refused.
  expect(codes).toEqual([1, 1, 0, 0, 2, 0, 0, 0, 1])
})
