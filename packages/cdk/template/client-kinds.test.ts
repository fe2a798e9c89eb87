/** A native application and one with a server, which the fleet does not have: what is made of them breaks no rule. */
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { judgeContract, judgeRows, judgeTemplate, rules, soundContract } from '@scopegate/analysis/rules/index'
import { readSystem } from '@scopegate/analysis/template/read'
import { type Contract, stagedContract } from '@scopegate/contract'
import { loadAssembly } from '@scopegate/template'
import { contract as fleet } from '@scopegate/testing/fleet/contract'
import { stages } from '@scopegate/testing/fleet/infra/stages'
import { fleetRoot } from '@scopegate/testing/fleet/synthesized'
import { expect, test } from 'vitest'
import { createApp } from '../app.ts'
import { ScopegateStacks } from '../stacks.ts'

const { garage } = fleet.pools
const page = { ...garage.clients['garage-web'], logoutUris: ['https://tills.fleet.example/'] } as const
const contract: Contract = {
  ...fleet,
  pools: {
    ...fleet.pools,
    garage: {
      ...garage,
      clients: {
        ...garage.clients,
        till: { ...page, kind: 'native', redirectUris: ['example.fleet.till:/in', 'http://127.0.0.1:8792/in'] },
        desk: { ...page, kind: 'web', redirectUris: ['https://desk.fleet.example/in'] },
      },
    },
  },
}

const app = createApp(join(tmpdir(), `scopegate-kinds-${process.pid}`))
new ScopegateStacks(app, { contract, stage: stages.local, root: fleetRoot })
const read = readSystem(loadAssembly(app.synth().directory).stacks)

test('no rule is broken, by the contract or by the template', () => {
  const staged = stagedContract(contract, stages.local)
  const sound = soundContract(staged)
  const found = [...judgeRows(rules, staged), ...judgeContract(rules, sound), ...judgeTemplate(rules, sound, read)]
  expect(found.map(({ rule, cause }) => `${rule.id} ${cause}`)).toEqual([])
})

test('both use the code flow, the one with a server has a secret, and neither is a page that calls the API', () => {
  const { till, desk } = read.pools['garage']?.clients ?? {}
  expect([till, desk].map((client) => [client?.flows, client?.hasSecret])).toEqual([
    [['code'], false],
    [['code'], true],
  ])
  expect(read.apis['garage']?.cors?.origins).toEqual(['http://localhost:8790'])
})
