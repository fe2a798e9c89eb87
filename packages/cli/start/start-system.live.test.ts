import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { fleetRoot, synthesizedFleet } from '@scopegate/testing/fleet/synthesized'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { startSystem } from './start-system.ts'
import { type StartableSystem, startableSystem } from './system.ts'
import { tourLines } from './tour-lines.ts'

let folder: string
let system: StartableSystem
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'scopegate-system-'))
  system = await startableSystem(fleetRoot)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A started fleet and what it logged; it stops with the test. */
async function started(name: string, changed: Partial<StartableSystem> = {}) {
  const lines: string[] = []
  const stack = await startSystem({
    system: { ...system, ...changed },
    port: 0,
    directory: join(folder, name),
    template: await synthesizedFleet(),
    log: (line) => lines.push(line),
  })
  onTestFinished(stack.stop)
  return { stack, warnings: lines.filter((line) => line.startsWith('Warning')) }
}

test('a started system has demo users and sample data, and each line of its tour does what it says', async () => {
  const { stack, warnings } = await started('tour')
  expect(warnings).toEqual([])
  expect(stack.file.users.map(({ pool, role, org }) => `${pool}:${role}@${org ?? ''}`)).toEqual(
    expect.arrayContaining(['garage:owner@org_north', 'garage:viewer@org_south', 'admin:support@']),
  )
  const tour = tourLines(system.contract, stack)
  expect(tour).toHaveLength(4)
  expect(tour.every(({ command }) => !command.includes('\n'))).toBe(true)
  const script = tour.map(({ command }) => command).join('\n')
  const { stdout } = await promisify(execFile)('bash', ['-c', script])
  expect(stdout.match(/^HTTP\/1\.1 (\d+)/gm)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 403', 'HTTP/1.1 403'])
  expect(stdout).toMatch(/^eyJ/)
  expect(stdout).toContain('"plate":"N-1"')
})

test('sample data that the system refuses is a warning for each step, and the rest goes in', async () => {
  const { warnings } = await started('refused', {
    sampleData: [
      { operation: 'openShop', org: 'org_north' },
      { operation: 'createRental', org: 'org_unknown', path: {} },
      { operation: 'openOrg', org: 'NORTH', body: {} },
      { operation: 'putFleetItem', org: 'org_south', path: { plate: 'S-1' }, body: {} },
    ],
  })
  expect(warnings.sort()).toEqual([
    'Warning: no sample data for openOrg: the answer was 404',
    'Warning: no sample data for openShop: the contract has no such operation',
  ])
})
