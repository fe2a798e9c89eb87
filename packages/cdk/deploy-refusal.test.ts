import { contract } from '@scopegate/testing/fleet/contract'
import { stages } from '@scopegate/testing/fleet/infra/stages'
import { expect, test } from 'vitest'
import { refuseDeployment } from './deploy-refusal.ts'

const { local, production } = stages
const { account: _, region: __, ...placeless } = production
const place = { CDK_DEFAULT_ACCOUNT: production.account, AWS_REGION: production.region }

test('refuseDeployment() lets a stage pass whose place the credentials and the environment name, or leave open', () => {
  for (const environment of [
    place,
    {},
    { CDK_DEFAULT_ACCOUNT: production.account },
    { CDK_DEFAULT_REGION: 'us-east-1' },
  ]) {
    expect(() => refuseDeployment(contract, stages, production, environment)).not.toThrow()
  }
})

test.each([
  ['the emulator’s stage', local, {}, 'The stage `local` is the emulator’s. Name another with `--stage`'],
  [
    'a stage that names no place',
    placeless,
    place,
    'The stage `production` names no `account` and no `region`. Write both in infra/stages.ts',
  ],
  [
    'credentials of another account',
    production,
    { ...place, CDK_DEFAULT_ACCOUNT: '999988887777' },
    'The credentials are of another account than the stage `production` names. Use those of its account',
  ],
  [
    'another Region',
    production,
    { ...place, AWS_REGION: 'us-east-1' },
    'The environment asks for another Region than the stage `production` names. Unset AWS_REGION and AWS_DEFAULT_REGION',
  ],
  [
    'another default Region',
    production,
    { AWS_DEFAULT_REGION: 'us-east-1' },
    'The environment asks for another Region than the stage `production` names. Unset AWS_REGION and AWS_DEFAULT_REGION',
  ],
])('refuseDeployment() refuses %s', (_, stage, environment, line) => {
  expect(() => refuseDeployment(contract, { ...stages, [stage.name]: stage }, stage, environment)).toThrow(line)
})

test('refuseDeployment() refuses a stage with a local address, whatever else is right', () => {
  const uris = { redirectUris: ['http://localhost:8790/callback'], logoutUris: ['https://garage.fleet.example/'] }
  const open = { ...production, clients: { ...production.clients, 'garage-web': uris } }
  expect(() => refuseDeployment(contract, { ...stages, production: open }, open, place)).toThrow(
    'The stage `production` has the local address `http://localhost:8790/callback` for the client `garage-web`',
  )
})
