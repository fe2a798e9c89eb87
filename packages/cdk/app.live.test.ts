import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { fleetRoot } from '@scopegate/testing/fleet/synthesized'
import { expect, test } from 'vitest'
import type { Break } from './testing/break-contract.ts'

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url))

/** Runs the app as the CLI and the local stack do, on a contract with a mistake that only the type checker would see. */
async function synthesizeBroken(broken: Break) {
  const outdir = mkdtempSync(join(tmpdir(), 'scopegate-app-'))
  const env = { ...process.env, CDK_OUTDIR: outdir, BREAK: JSON.stringify(broken) }
  const result = await promisify(execFile)(
    process.execPath,
    ['--import', path('./testing/break-contract.ts'), join(fleetRoot, 'infra/app.ts')],
    { env },
  ).then(
    () => ({ code: 0, stderr: '' }),
    // Safe: what execFile rejects with when the program ends with another code than 0.
    (error: unknown) => error as { readonly code: number; readonly stderr: string },
  )
  const written = readdirSync(outdir)
  rmSync(outdir, { recursive: true, force: true })
  return { code: result.code, said: result.stderr.trimEnd().split('\n'), written }
}

test.each<[string, Break, string]>([
  [
    'a misspelt scope, which would silently drop a route',
    {
      module: 'fleet/scopes/operations.ts',
      from: "access: requires('read:deposit')",
      to: "access: requires('raed:deposit')",
    },
    'RS006 The operation `getDeposit` requires the scope `raed:deposit`',
  ],
  [
    'an operation without access',
    { module: 'fleet/scopes/operations.ts', from: "access: requires('read:deposit'),", to: '' },
    'RS013 The operation `getDeposit` has no `access`',
  ],
  [
    'a machine of an organization that cannot exist',
    { module: 'fleet/scopes/catalog.ts', from: "org: 'org_north'", to: "org: 'North!'" },
    'RS010 The client `north-fulfilment` has an `org` that is no organization’s id',
  ],
  [
    'a resource server without scopes, on which the lookup would break',
    { module: 'fleet/scopes/catalog.ts', from: "name: 'Fleet',\n    scopes:", to: "name: 'Fleet',\n    scops:" },
    'RS001 The resource server `fleet` has no `scopes`',
  ],
])('the app refuses %s, in a line that says what to do', async (_, broken, line) => {
  const { code, said, written } = await synthesizeBroken(broken)
  expect(said.filter((each) => each.startsWith(`Cannot synthesize: ${line}`))).toHaveLength(1)
  expect(said.filter((each) => !each.startsWith('Cannot synthesize: '))).toEqual([])
  expect([code, written]).toEqual([1, []])
})
