import type { AddressInfo } from 'node:net'
import {
  GetParameterCommand,
  GetParametersByPathCommand,
  GetParametersCommand,
  ParameterNotFound,
  PutParameterCommand,
  SSMClient,
} from '@aws-sdk/client-ssm'
import { serve } from '@hono/node-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { call } from '../testing/http.ts'
import { callerOf, requireSigned, signedCall } from '../testing/key.ts'
import { createSsm } from './index.ts'

const parameters = [
  { name: '/shop/garage/clients', value: '{"garage-web":"abc"}' },
  { name: '/shop/admin/clients', value: '{}' },
  { name: '/shop/flag', value: 'on' },
  { name: '/shopping', value: 'other' },
]

let server: ReturnType<typeof serve>
let url: string
let client: SSMClient
const logged: string[] = []

beforeAll(async () => {
  url = await new Promise<string>((resolve) => {
    server = serve(
      {
        fetch: createSsm({ parameters, requireSigned, log: (line) => logged.push(line) }).fetch,
        port: 0,
        hostname: '127.0.0.1',
      },
      (info: AddressInfo) => resolve(`http://127.0.0.1:${info.port}`),
    )
  })
  client = new SSMClient(callerOf(url))
})

afterAll(() => {
  client.destroy()
  server.close()
})

test('GetParameter answers the value of a parameter', async () => {
  const { Parameter } = await client.send(new GetParameterCommand({ Name: '/shop/garage/clients' }))
  expect(Parameter).toMatchObject({ Type: 'String', Value: '{"garage-web":"abc"}', Version: 1 })
})

test('GetParameter throws ParameterNotFound for a name that does not exist', async () => {
  await expect(client.send(new GetParameterCommand({ Name: '/shop/none' }))).rejects.toBeInstanceOf(ParameterNotFound)
})

test('GetParameters lists the names that do not exist', async () => {
  const answer = await client.send(new GetParametersCommand({ Names: ['/shop/flag', '/none'] }))
  expect(answer.Parameters?.map(({ Value }) => Value)).toEqual(['on'])
  expect(answer.InvalidParameters).toEqual(['/none'])
})

test('GetParametersByPath stays on one level unless asked to descend, and never leaves the path', async () => {
  const flat = await client.send(new GetParametersByPathCommand({ Path: '/shop' }))
  expect(flat.Parameters?.map(({ Name }) => Name)).toEqual(['/shop/flag'])
  const deep = await client.send(new GetParametersByPathCommand({ Path: '/shop', Recursive: true }))
  expect(deep.Parameters?.map(({ Name }) => Name)).toEqual([
    '/shop/admin/clients',
    '/shop/flag',
    '/shop/garage/clients',
  ])
})

test('GetParametersByPath hands out pages until none is left', async () => {
  const query = { Path: '/shop', Recursive: true, MaxResults: 2 }
  const first = await client.send(new GetParametersByPathCommand(query))
  expect(first.Parameters).toHaveLength(2)
  const second = await client.send(new GetParametersByPathCommand({ ...query, NextToken: first.NextToken }))
  expect(second.Parameters?.map(({ Name }) => Name)).toEqual(['/shop/garage/clients'])
  expect(second.NextToken).toBeUndefined()
  await expect(client.send(new GetParametersByPathCommand({ ...query, NextToken: 'forged' }))).rejects.toMatchObject({
    name: 'InvalidNextToken',
  })
})

test('an operation that is not emulated is refused, never answered with success', async () => {
  const put = new PutParameterCommand({ Name: '/shop/flag', Value: 'off', Overwrite: true })
  await expect(client.send(put)).rejects.toMatchObject({ name: 'UnknownOperationException' })
})

test('malformed input is refused by field, without its value', async () => {
  const headers = { 'x-amz-target': 'AmazonSSM.GetParameter' }
  const send = (body: string) => signedCall(url, { service: 'ssm', headers, body })
  expect(JSON.parse((await send('{')).body)).toMatchObject({ __type: 'SerializationException' })
  const answer = await send('{"Name":{"secret":"hunter2"}}')
  expect(answer.status).toBe(400)
  expect(JSON.parse(answer.body)).toEqual({ __type: 'ValidationException', message: 'Missing or malformed: `Name`' })
})

test('a page in a browser is turned away', async () => {
  const headers = { 'x-amz-target': 'AmazonSSM.GetParameter', origin: 'https://evil.example' }
  const answer = await signedCall(url, { service: 'ssm', headers, body: '{"Name":"/shop/flag"}' })
  expect([answer.status, answer.body]).toEqual([400, expect.stringContaining('AccessDeniedException')])
})

test('a made-up operation writes no control characters into the log', async () => {
  await call(url, '/', { method: 'POST', headers: { 'x-amz-target': 'AmazonSSM.Get\u009b31mParameter' } })
  expect(logged.at(-1)).toContain('AmazonSSM.Get?31mParameter refused: UnknownOperationException')
})
