import { Stack } from 'aws-cdk-lib'
import { UserPoolClient } from 'aws-cdk-lib/aws-cognito'
import { expect, test } from 'vitest'
import { audienceQuota, poolAuthorizer } from './pool-authorizer.ts'

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

test('poolAuthorizer() takes as many clients as an authorizer takes audiences', () => {
  expect(() => poolAuthorizer(identityWith(audienceQuota))).not.toThrow()
})

test('poolAuthorizer() refuses one client more, naming the pool and the quota', () => {
  expect(() => poolAuthorizer(identityWith(audienceQuota + 1))).toThrow(
    'The pool `partner` has 51 app clients, and an authorizer takes 50 audiences. Give the further clients a pool of their own',
  )
})
