import { expect, test } from 'vitest'
import { nobody } from '../dynamodb/index.ts'
import { environmentOf } from './environment.ts'

test('a service that is not emulated is called at an address where nobody listens, whatever the template says', () => {
  const made = {
    logicalId: 'Books',
    name: 'books',
    label: 'books',
    assetPath: '/nowhere',
    handler: 'index.handler',
    environment: { AWS_ENDPOINT_URL: 'https://sns.us-east-1.amazonaws.com' },
    timeoutSeconds: 10,
    memory: 512,
  }
  const local = (port: number) => `http://127.0.0.1:${port}`
  const endpoints = { dynamodb: local(1), cognito: local(2), ssm: local(3) }
  const database = { ...nobody, region: 'us-east-1', tables: [] }
  expect(environmentOf(made, { ...nobody, endpoints, database })).toMatchObject({
    AWS_ENDPOINT_URL: local(9),
    AWS_ENDPOINT_URL_DYNAMODB: local(1),
    AWS_ENDPOINT_URL_SSM: local(3),
  })
})
