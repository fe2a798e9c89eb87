/**
 * What an ops engineer waits for: `scopes check`, `plan` and `matrix` on a checkout with a contract of that size, each in a
 * process of its own, from the prompt to the last line.
 *
 * @module
 */
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Contract } from '@scopegate/contract/contract'
import { copyCheckout } from '../docs/support/copy.ts'
import { changedContract, generatedContract } from './generated-contract.ts'
import { growthTable, type Times } from './growth.ts'

const rounds = 3

/** Its template would be far over every quota: only the contract is judged. */
const lines: Readonly<Record<string, readonly string[]>> = {
  'check --contract-only': ['check', '--contract-only', '--json'],
  'plan --against main': ['plan', '--against', 'main', '--json'],
  matrix: ['matrix', '--json'],
}

/** The contract as the two files that people edit. */
function write(folder: string, { roles, resourceServers, pools, operations }: Contract): void {
  const constant = (name: string, value: unknown) => `export const ${name} = ${JSON.stringify(value)}\n`
  const tables = Object.entries({ roles, resourceServers, pools }).map(([name, value]) => constant(name, value))
  writeFileSync(join(folder, 'scopes/catalog.ts'), tables.join(''))
  const ids = 'export const operationIds = Object.keys(operations)\n'
  writeFileSync(join(folder, 'scopes/operations.ts'), `${constant('operations', operations)}${ids}`)
}

function seconds(folder: string, args: readonly string[]): number {
  const began = performance.now()
  const command = ['--max-semi-space-size=64', 'packages/cli/main.ts', ...args]
  const { stdout, stderr } = spawnSync(process.execPath, command, { cwd: folder, maxBuffer: 2 ** 30, encoding: 'utf8' })
  if (stdout === '') throw new Error(`\`scopes ${args.join(' ')}\` says nothing: ${stderr}`)
  return performance.now() - began
}

/** Measures one size, in milliseconds. */
function measured(size: number): ReadonlyMap<string, number> {
  const before = generatedContract(size)
  const { folder, commit, remove } = copyCheckout()
  try {
    write(folder, before)
    commit()
    write(folder, changedContract(before))
    const best = (args: readonly string[]) => Math.min(...Array.from({ length: rounds }, () => seconds(folder, args)))
    return new Map(Object.entries(lines).map(([name, args]) => [name, best(args)]))
  } finally {
    remove()
  }
}

/** Runs it. @throws Error over the budget */
export function commands(): Promise<string> {
  const times: Times = (size) => measured(size)
  return Promise.resolve(growthTable('command', times))
}
