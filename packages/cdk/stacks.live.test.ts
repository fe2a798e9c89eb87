import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { contract } from '@scopegate/testing/fleet/contract'
import { stages } from '@scopegate/testing/fleet/infra/stages'
import { fleetRoot } from '@scopegate/testing/fleet/synthesized'
import { Template } from 'aws-cdk-lib/assertions'
import { Queue } from 'aws-cdk-lib/aws-sqs'
import { expect, test } from 'vitest'
import { createApp } from './app.ts'
import { ScopegateStacks } from './stacks.ts'

const newApp = () => createApp(join(tmpdir(), 'scopegate-stacks-unwritten'))
const fleet = { contract, stage: stages.local, root: fleetRoot }

test('a team adds what is its own: a queue, its address in a function’s environment, and leave to send to it', () => {
  const { main, functions } = new ScopegateStacks(newApp(), fleet)
  const reminders = new Queue(main, 'Reminders')
  functions.rental.addEnvironment('REMINDERS_QUEUE', reminders.queueUrl)
  reminders.grantSendMessages(functions.rental)
  const template = Template.fromStack(main)
  const variables = template.findResources('AWS::Lambda::Function', {
    Properties: { Environment: { Variables: { REMINDERS_QUEUE: {} } } },
  })
  expect(Object.keys(variables)).toEqual([expect.stringMatching(/^rental/)])
  expect(JSON.stringify(template.findResources('AWS::IAM::Policy'))).toContain('sqs:SendMessage')
})

test('what a team names must be in the contract', () => {
  const name = ({ functions, tables, apis, pools }: ScopegateStacks<typeof contract>): readonly unknown[] => [
    // @ts-expect-error no such service
    functions.rentals,
    // @ts-expect-error no such table
    tables.rental,
    // @ts-expect-error no such pool
    apis.garages,
    // @ts-expect-error no such pool
    pools.garages,
  ]
  expect(name).toBeTypeOf('function')
})

test('more clients than an authorizer takes are refused before anything is made, in the words of the rule', () => {
  const { partner } = contract.pools
  const machines = Array.from({ length: 49 }, (_, at) => [`van${at}`, partner.clients['south-kiosk']] as const)
  const clients = { ...partner.clients, ...Object.fromEntries(machines) }
  const more = { ...contract, pools: { ...contract.pools, partner: { ...partner, clients } } }
  expect(() => new ScopegateStacks(newApp(), { ...fleet, contract: more })).toThrow(
    /^RS029 `partner-api` has 51 audiences of an authorizer, and the quota is 50\. Use fewer, or split what uses them$/,
  )
})

test.each([
  [
    'a service that has no folder',
    'extra',
    /^The contract has the service `extra`, and the system has no services\/extra\/index\.ts\. Write it: /,
  ],
  [
    'a service of a pool’s name',
    'garage',
    /^A service and a pool of the contract have the name `garage`\. Rename one of them$/,
  ],
])('%s is refused in one line', (_, service, line) => {
  const more = { ...contract, services: { ...contract.services, [service]: { description: 'More' } } }
  expect(() => new ScopegateStacks(newApp(), { ...fleet, contract: more })).toThrow(line)
})
