/**
 * `scopes plan` against what is deployed, on the running local stack: the contract travels with the template, through
 * synthesis, deployment and CloudFormation, and comes back as it was.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, inject, test } from 'vitest'
import { run } from '../support/run.ts'

const plan = (...args: string[]) => run(['plan', ...args])
const local = () => ['--local', '--directory', inject('stackDirectory')]

test('plan finds no difference between the working tree and the stack that was made from it', async () => {
  expect(await plan('--against', 'deployed', ...local())).toEqual({
    code: 0,
    out: 'Nothing changes.\n\nfrom what is deployed to the working tree, at the stage `local`\n',
    err: '',
  })
})

test('plan finds the same contract in the template, in its folder and in what was deployed from it', async () => {
  const folder = inject('cloudAssembly')
  for (const against of [folder, join(folder, 'Scopegate.template.json')]) {
    const { code, out } = await plan('--against', against, '--to', 'deployed', ...local())
    expect([code, out.includes('Nothing changes.')]).toEqual([0, true])
  }
})

test('plan says in one line that there is no such stack, and that no local stack runs', async () => {
  const missing = await plan('--against', 'deployed', ...local(), '--stack', 'Scopegte')
  expect([missing.code, missing.out]).toEqual([1, ''])
  expect(missing.err).toMatch(/^There is no stack `Scopegte` in the local stack\.\nNext: leave out `--stack`.*\n$/)
  const folder = await mkdtemp(join(tmpdir(), 'scopegate-none-'))
  const none = await plan('--against', 'deployed', '--local', '--directory', folder)
  await rm(folder, { recursive: true, force: true })
  expect([none.code, none.out, none.err.split('\n')[0]]).toEqual([
    1,
    '',
    'No local stack runs: its folder holds no `stack.json`.',
  ])
})
