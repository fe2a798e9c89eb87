/** What a deployed stack says about itself, asked through the real AWS SDK on the running local stack. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DeleteStackCommand, ListStackResourcesCommand } from '@aws-sdk/client-cloudformation'
import { deployedContract, openSession, type Session } from '@scopegate/cli/testing/index'
import { stagedContract } from '@scopegate/contract'
import { stages } from '@scopegate/infra/stages'
import { contract } from '@scopegate/scopes/contract'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { stack } from '../support/stack.ts'

let session: Session
beforeAll(async () => {
  session = await openSession(
    { local: true, directory: inject('stackDirectory') },
    { root: '/nowhere', environment: {} },
  )
})
afterAll(() => session.close())

test('the deployed template gives back the contract and the stage that it was made from, field by field', async () => {
  const { local } = stages
  const carried = await deployedContract(session, 'Scopegate')
  expect([carried.contract, carried.stage]).toEqual([stagedContract(contract, local), local])
})

test('CloudFormation lists each pool, client and API under the id that they have, over more than one page', async () => {
  const ids: (string | undefined)[] = []
  let token: string | undefined
  let pages = 0
  do {
    const call = new ListStackResourcesCommand({ StackName: 'Scopegate', NextToken: token })
    const page = await session.cloudformation.send(call)
    ids.push(...(page.StackResourceSummaries ?? []).map(({ PhysicalResourceId }) => PhysicalResourceId))
    token = page.NextToken
    pages++
  } while (token !== undefined)
  const { pools, clients } = stack()
  expect(ids).toEqual(expect.arrayContaining([...Object.values(pools), ...Object.values(clients)].map(({ id }) => id)))
  // The cast is safe: CDK wrote the file a moment ago.
  const { Resources } = JSON.parse(readFileSync(join(inject('cloudAssembly'), 'Scopegate.template.json'), 'utf8')) as {
    readonly Resources: object
  }
  expect(ids).toHaveLength(Object.keys(Resources).length)
  expect(pages).toBeGreaterThan(1)
})

test.each([
  ['Scopegat', 'There is no stack `Scopegat` in the local stack'],
  ['ScopegateData', 'The deployed template does not say which contract it was made from'],
])('the stack %s has no contract to give, and says why', async (name, cause) => {
  await expect(deployedContract(session, name)).rejects.toThrow(cause)
})

test('CloudFormation answers neither browsers nor callers without credentials, and no other action', async () => {
  const { cloudformation } = stack().aws
  const body = new URLSearchParams({ Action: 'GetTemplate', StackName: 'Scopegate' })
  const credentials = { authorization: 'AWS4-HMAC-SHA256 Credential=local' }
  const answers = await Promise.all([
    fetch(cloudformation, { method: 'POST', body }),
    fetch(cloudformation, { method: 'POST', body, headers: { ...credentials, origin: 'https://evil.example' } }),
  ])
  const codes = await Promise.all(answers.map(async (answer) => /<Code>(\w+)</.exec(await answer.text())?.[1]))
  expect(codes).toEqual(['MissingAuthenticationToken', 'AccessDenied'])
  expect(answers.map(({ ok }) => ok)).toEqual([false, false])
  const other = session.cloudformation.send(new DeleteStackCommand({ StackName: 'Scopegate' }))
  await expect(other).rejects.toMatchObject({ name: 'InvalidAction' })
})
