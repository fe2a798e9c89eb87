import { contract as literal } from '@scopegate/testing/fleet/contract'
import { expect, test } from 'vitest'
import type { Contract } from './contract.ts'
import { addressesOf, indexOf, stagedContract } from './index.ts'
import { defineStages, type Stage, stageNamed } from './stage.ts'
import { stageNames } from './stage-names.ts'

const contract: Contract = literal
const addresses = { redirectUris: ['https://a.example/callback'], logoutUris: ['https://a.example/'] }
const stage: Stage = {
  name: 'production',
  suffix: 'production',
  domainPrefix: 'fleet-example',
  clients: { 'garage-web': { ...addresses, refreshTokenDays: 2 }, 'south-kiosk': { accessTokenMinutes: 5 } },
}

const clientIn = (of: Contract, name: string) => {
  const client = indexOf(of).clientNamed(name)
  if (client === undefined) throw new Error(`There is no client ${name}`)
  return client
}

test('stagedContract() gives each client what the stage says, and leaves the rest as it is', () => {
  const staged = stagedContract(contract, stage)
  expect(addressesOf(clientIn(staged, 'garage-web'))).toEqual(addresses)
  expect(clientIn(staged, 'garage-web')).toMatchObject({ refreshTokenDays: 2, accessTokenMinutes: 15 })
  expect(clientIn(staged, 'south-kiosk')).toMatchObject({ accessTokenMinutes: 5, org: 'org_south' })
  expect(clientIn(staged, 'garage-app')).toEqual(clientIn(contract, 'garage-app'))
  const { pools: _, ...rest } = staged
  expect({ ...rest, pools: contract.pools }).toEqual(contract)
})

test('stagedContract() changes nothing of the contract that it is given, and nothing when it is asked again', () => {
  const before = structuredClone(contract)
  const staged = stagedContract(contract, stage)
  expect(contract).toEqual(before)
  expect(stagedContract(staged, stage)).toEqual(staged)
})

test.each([
  ['no pools', { pools: undefined }],
  ['a list of pools', { pools: [] }],
  ['a pool that is none', { pools: { garage: null } }],
  ['a pool without clients', { pools: { garage: { roles: [] } } }],
  ['a client that is none', { pools: { garage: { clients: { 'garage-web': 'web' } } } }],
])('stagedContract() leaves %s to the rules', (_, broken) => {
  // The cast is the point: Node strips types.
  const unchecked = { ...contract, ...broken } as unknown as Contract
  expect(JSON.stringify(stagedContract(unchecked, stage).pools)).toBe(JSON.stringify(unchecked.pools))
})

test('addressesOf() has none for a client that the sign-in page does not send back, nor before a stage gave them', () => {
  for (const name of ['garage-web', 'garage-app', 'south-kiosk']) {
    expect(addressesOf(clientIn(contract, name))).toEqual({ redirectUris: [], logoutUris: [] })
  }
})

test('stageNamed() knows the stages by name, and no member of an object', () => {
  const stages = { local: stage }
  expect(stageNamed(stages, 'local')).toBe(stage)
  for (const name of ['production', 'constructor', '__proto__', '']) expect(stageNamed(stages, name)).toBeUndefined()
})

test('stageNames() are plain without a suffix', () => {
  const names = stageNames({ name: 'order-shop' }, {})
  expect([names.mainStack, names.dataStack]).toEqual(['OrderShop', 'OrderShopData'])
  expect([names.userPool, names.api, names.tokenTrigger, names.clientDirectory].map((name) => name('staff'))).toEqual([
    'order-shop-staff',
    'staff-api',
    'order-shop-staff-token-trigger',
    '/order-shop/staff/clients',
  ])
})

test('stageNames() of two suffixes have nothing in common', () => {
  const all = (suffix: string, domainPrefix: string) => {
    const names = stageNames(contract, { suffix, domainPrefix })
    const ofPools = [names.userPool, names.api, names.tokenTrigger, names.clientDirectory, names.domainPrefix].map(
      (name) => name('garage'),
    )
    return [names.mainStack, names.dataStack, ...ofPools]
  }
  const both = [...all('one', 'a'), ...all('two', 'b')]
  expect(new Set(both).size).toBe(both.length)
})

test('what a stage gives is typed against the contract: its pools, its clients, the addresses of its browser clients', () => {
  const clients = { 'garage-web': addresses, 'admin-portal': addresses }
  expect(defineStages(literal, { local: { clients } }).local).toEqual({ name: 'local', clients })
  const wrong = () => [
    // @ts-expect-error a stage without the addresses of a browser client
    defineStages(literal, { local: { clients: { 'garage-web': addresses } } }),
    // @ts-expect-error a browser client without logout addresses
    defineStages(literal, { local: { clients: { ...clients, 'garage-web': { redirectUris: [] } } } }),
    // @ts-expect-error a client that the contract does not have
    defineStages(literal, { local: { clients: { ...clients, 'garage-wep': addresses } } }),
    // @ts-expect-error a pool that the contract does not have
    defineStages(literal, { local: { clients, apiDomains: { garages: { domainName: '', certificateArn: '' } } } }),
    // @ts-expect-error no stage for the emulator
    defineStages(literal, { production: { clients } }),
    // @ts-expect-error a field that no stage has
    defineStages(literal, { local: { clients, sufix: 'x' } }),
  ]
  expect(wrong).toBeTypeOf('function')
})
