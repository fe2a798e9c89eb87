import { Stack } from 'aws-cdk-lib'
import { UserPoolClient } from 'aws-cdk-lib/aws-cognito'
import { expect, test } from 'vitest'
import { poolsVariable } from './pools-variable.ts'

const stack = new Stack()

const identityWith = (count: number) => ({
  pool: 'partner' as const,
  issuer: 'https://issuer.example',
  clients: new Map(
    Array.from({ length: count }, (_, index) => [
      `client-${count}-${index}`,
      UserPoolClient.fromUserPoolClientId(stack, `client-${count}-${index}`, `id${index}`),
    ]),
  ),
})

test('poolsVariable() maps each client id to its catalog name, beside the issuer', () => {
  expect(JSON.parse(poolsVariable([identityWith(2)]))).toEqual({
    partner: { issuer: 'https://issuer.example', clients: { id0: 'client-2-0', id1: 'client-2-1' } },
  })
})
