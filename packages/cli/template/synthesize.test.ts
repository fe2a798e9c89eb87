import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { synthesize } from './synthesize.ts'

const folder = mkdtempSync(join(tmpdir(), 'scopegate-app-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Runs an app of this source. */
const synthesized = (source: string) => {
  const app = join(folder, 'app.mjs')
  writeFileSync(app, source)
  return synthesize({ app, stage: 'test', outdir: join(folder, 'out'), logFile: join(folder, 'app.log') })
}

test.each([
  'Operation `getThing` needs the scope `raed:thing`, which the catalog does not have: use `read:thing`',
  'The client `x` may hold `a: b`',
])('what the app refuses is shown as the app says it: %s', async (line) => {
  const refusal = `process.stderr.write(${JSON.stringify(`Cannot synthesize: ${line}\n`)}); process.exitCode = 1`
  await expect(synthesized(refusal)).rejects.toThrow(new Error(line))
})

test('an app that breaks is one line with the error and where all of it is', async () => {
  await expect(synthesized('null.f()')).rejects.toThrow(
    /^The CDK app does not synthesize: TypeError: .*\(all of it: .*app\.log\)$/,
  )
})

test('the app is told the stage', async () => {
  await expect(synthesized('throw new Error(process.env.SCOPEGATE_STAGE)')).rejects.toThrow(/^test$/)
})

test('what the app writes is readable by its owner only', async () => {
  const write =
    "import { writeFileSync } from 'node:fs'\nwriteFileSync(`${process.env.CDK_OUTDIR}/manifest.json`, '{}')"
  await synthesized(write)
  expect(statSync(join(folder, 'out', 'manifest.json')).mode & 0o777).toBe(0o600)
})
