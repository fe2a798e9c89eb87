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
  aws: { cognito: url, ssm: url, dynamodb: `${url}/db`, apigateway: url, cloudformation: url },
}

test('localEnvironment() names tables, database and pools, each pool with its own clients', () => {
  const environment = localEnvironment(stack)
  expect(environment).toMatchObject({ ORDER_LINES_TABLE: 'Data-Lines-1', DYNAMODB_ENDPOINT: `${url}/db` })
  expect(JSON.parse(environment['POOLS'] ?? '')).toEqual({
    garage: { issuer: `${url}/us-east-1_g`, clients: { web1: 'garage-web' } },
  })
})
