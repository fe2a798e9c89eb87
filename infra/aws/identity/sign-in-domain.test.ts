import { App, Stack } from 'aws-cdk-lib'
import { Template } from 'aws-cdk-lib/assertions'
import { UserPool } from 'aws-cdk-lib/aws-cognito'
import { expect, test } from 'vitest'
import { SignInDomain } from './sign-in-domain.ts'

/** The domain of a stack synthesized with this context value. */
function domainWith(domainPrefix?: unknown): Template {
  const stack = new Stack(new App({ context: domainPrefix === undefined ? {} : { domainPrefix } }))
  const userPool = new UserPool(stack, 'Pool')
  new SignInDomain(stack, 'SignIn', { pool: 'merchant', userPool, browserClients: new Map() })
  return Template.fromStack(stack)
}

test('SignInDomain names its domain after the system and the pool', () => {
  expect(() =>
    domainWith().hasResourceProperties('AWS::Cognito::UserPoolDomain', { Domain: 'scopegate-merchant' }),
  ).not.toThrow()
})

test('SignInDomain takes another prefix from the context, because domains are unique in a region', () => {
  expect(() =>
    domainWith('acme').hasResourceProperties('AWS::Cognito::UserPoolDomain', { Domain: 'acme-merchant' }),
  ).not.toThrow()
})

test.each(['Acme', '-acme', 'acme-', 'ac me', '', 7])('SignInDomain refuses the prefix %j', (prefix) => {
  expect(() => domainWith(prefix)).toThrow(
    'The context `domainPrefix` takes lower-case letters, digits and inner hyphens',
  )
})
