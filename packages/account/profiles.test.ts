/** Profiles with an AWS that answers what no local look-alike can be made to: federated users, throttling, outages. */
import {
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
  InternalErrorException,
  ListUsersCommand,
  ResourceNotFoundException,
  TooManyRequestsException,
  UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider'
import { isOutage } from '@scopegate/http'
import { mockClient } from 'aws-sdk-client-mock'
import { beforeEach, expect, test } from 'vitest'
import { createProfiles } from './profiles.ts'

const client = new CognitoIdentityProviderClient({ region: 'us-east-1' })
const aws = mockClient(client)
const findProfile = createProfiles({ client, poolId: (pool) => `us-east-1_${pool}` })
const about = { message: 'm', $metadata: {} }

beforeEach(() => aws.reset())

const attributes = (fields: Record<string, string>) => Object.entries(fields).map(([Name, Value]) => ({ Name, Value }))

test('a local user is found by name, in their own pool, and only four fields leave', async () => {
  aws.on(AdminGetUserCommand).resolves({
    Username: 's1',
    UserAttributes: attributes({
      sub: 's1',
      email: 'amy@example.test',
      email_verified: 'false',
      name: 'Amy',
      phone_number: '+15550100',
      'custom:org_id': 'org_north',
    }),
  })
  expect(await findProfile('garage', 's1')).toEqual({
    sub: 's1',
    email: 'amy@example.test',
    email_verified: false,
    name: 'Amy',
  })
  expect(aws.commandCalls(AdminGetUserCommand, { UserPoolId: 'us-east-1_garage', Username: 's1' })).toHaveLength(1)
  expect(aws.commandCalls(ListUsersCommand)).toHaveLength(0)
})

test('a federated user, whose username is not the sub, is found by filter', async () => {
  aws.on(AdminGetUserCommand).rejects(new UserNotFoundException(about))
  const Attributes = attributes({ sub: 's2', email: 'bob@example.test', email_verified: 'true' })
  aws.on(ListUsersCommand).resolves({ Users: [{ Username: 'google_2', Attributes }] })
  expect(await findProfile('admin', 's2')).toEqual({ sub: 's2', email: 'bob@example.test', email_verified: true })
  expect(aws.commandCalls(ListUsersCommand, { UserPoolId: 'us-east-1_admin', Filter: 'sub = "s2"' })).toHaveLength(1)
})

test('someone whose username is another’s sub is not taken for them', async () => {
  aws.on(AdminGetUserCommand).resolves({ Username: 's3', UserAttributes: attributes({ sub: 'other', name: 'Eve' }) })
  aws.on(ListUsersCommand).resolves({ Users: [] })
  expect(await findProfile('garage', 's3')).toBeUndefined()
})

test('a sub cannot widen the filter', async () => {
  aws.on(AdminGetUserCommand).rejects(new UserNotFoundException(about))
  aws.on(ListUsersCommand).resolves({ Users: [] })
  await findProfile('garage', 'a" or "\\')
  const Filter = String.raw`sub = "a\" or \"\\"`
  expect(aws.commandCalls(ListUsersCommand, { Filter })).toHaveLength(1)
})

test('a person who is gone is undefined', async () => {
  aws.on(AdminGetUserCommand).rejects(new UserNotFoundException(about))
  aws.on(ListUsersCommand).resolves({ Users: [] })
  expect(await findProfile('garage', 's4')).toBeUndefined()
})

test.each([
  { what: 'throttling', error: new TooManyRequestsException(about) },
  { what: 'an outage of Cognito', error: new InternalErrorException(about) },
])('$what is an outage, by either way', async ({ error }) => {
  aws.on(AdminGetUserCommand).rejects(error)
  await expect(findProfile('garage', 's5')).rejects.toSatisfy(isOutage)
  aws.on(AdminGetUserCommand).rejects(new UserNotFoundException(about))
  aws.on(ListUsersCommand).rejects(error)
  await expect(findProfile('garage', 's5')).rejects.toSatisfy(isOutage)
})

test('a pool that does not exist is a mistake of ours and no outage', async () => {
  const error = new ResourceNotFoundException(about)
  aws.on(AdminGetUserCommand).rejects(error)
  await expect(findProfile('garage', 's6')).rejects.toBe(error)
})
