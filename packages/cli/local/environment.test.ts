import type { StackFile } from '@scopegate/template'
import { expect, test } from 'vitest'
import { localEnvironment } from './environment.ts'

const url = 'http://127.0.0.1:8787'
const stack: StackFile = {
  apis: {},
  pools: { garage: { id: 'us-east-1_g', issuer: `${url}/us-east-1_g`, domain: `${url}/garage` } },
  clients: { 'garage-web': { pool: 'garage', id: 'web1' }, 'north-fulfilment': { pool: 'partner', id: 'north1' } },
  users: [],
  tables: { 'order-lines': 'Data-Lines-1' },
  aws: {
    region: 'us-east-1',
    credentials: { accessKeyId: 'LOCALKEY', secretAccessKey: 'local-secret' },
    endpoint: url,
    cognito: url,
    ssm: url,
    dynamodb: `${url}/db`,
    apigateway: url,
    cloudformation: url,
  },
}

test('localEnvironment() names tables, database, key and pools, each pool with its own clients', () => {
  const environment = localEnvironment(stack)
  expect(environment).toMatchObject({
    ORDER_LINES_TABLE: 'Data-Lines-1',
    DYNAMODB_ENDPOINT: `${url}/db`,
    AWS_ACCESS_KEY_ID: 'LOCALKEY',
    AWS_SECRET_ACCESS_KEY: 'local-secret',
  })
  expect(JSON.parse(environment['POOLS'] ?? '')).toEqual({
    garage: { issuer: `${url}/us-east-1_g`, clients: { web1: 'garage-web' } },
  })
})
