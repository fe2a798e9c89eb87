import { contract } from '@scopegate/testing/fleet/contract'
import { stages } from '@scopegate/testing/fleet/infra/stages'
import { expect, test } from 'vitest'
import { deployFaults } from './deploy-faults.ts'
import { stageLine } from './stage-fault.ts'

const { local, production } = stages
const { account: _, region: __, ...placeless } = production
const place = { CDK_DEFAULT_ACCOUNT: production.account, AWS_REGION: production.region }

test('deployFaults() has none for a stage whose place the credentials and the environment name, or leave open', () => {
  for (const environment of [
    place,
    {},
    { CDK_DEFAULT_ACCOUNT: production.account },
    { CDK_DEFAULT_REGION: 'us-east-1' },
  ]) {
    expect(deployFaults(contract, stages, production, environment)).toEqual([])
  }
})

test.each([
  ['the emulator’s stage', local, {}, 'The stage `local` is the emulator’s. Name another stage of infra/stages.ts'],
  [
    'a stage that names no place',
    placeless,
    place,
    'The stage `production` does not say where it belongs. Write its `account` and its `region` in infra/stages.ts',
  ],
  [
    'credentials of another account',
    production,
    { ...place, CDK_DEFAULT_ACCOUNT: '999988887777' },
    'The stage `production` belongs to another account than the credentials. Use credentials of its account',
  ],
  [
    'another Region',
    production,
    { ...place, AWS_REGION: 'us-east-1' },
    'The stage `production` belongs to another Region than the environment asks for. Unset AWS_REGION and AWS_DEFAULT_REGION',
  ],
  [
    'another default Region',
    production,
    { AWS_DEFAULT_REGION: 'us-east-1' },
    'The stage `production` belongs to another Region than the environment asks for. Unset AWS_REGION and AWS_DEFAULT_REGION',
  ],
])('deployFaults() refuses %s, in one line', (_, stage, environment, line) => {
  const faults = deployFaults(contract, { ...stages, [stage.name]: stage }, stage, environment)
  expect(faults.map(stageLine).filter((each) => !each.includes('has the stack'))).toEqual([line])
})

test('deployFaults() refuses a stage with a local address, whatever else is right', () => {
  const uris = { redirectUris: ['http://localhost:8790/callback'], logoutUris: ['https://garage.fleet.example/'] }
  const open = { ...production, clients: { ...production.clients, 'garage-web': uris } }
  expect(deployFaults(contract, { ...stages, production: open }, open, place).map(stageLine)).toEqual([
    expect.stringContaining('has the local address `http://localhost:8790/callback` for the client `garage-web`'),
  ])
})
