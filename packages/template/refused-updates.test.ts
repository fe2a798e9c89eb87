import { expect, test } from 'vitest'
import { refusedUpdates, type Template } from './index.ts'

const org = { Name: 'org_id', AttributeDataType: 'String', Mutable: false }
const domain = { UserPoolId: { Ref: 'Pool' }, Domain: 'fleet-garage' }

const template = (pool: object, domains: Record<string, object> = {}, poolId = 'Pool'): Template => {
  const resource = (Type: string, Properties: object) => ({ Type, Properties: { ...Properties }, Metadata: {} })
  return {
    Resources: {
      [poolId]: resource('AWS::Cognito::UserPool', pool),
      ...Object.fromEntries(
        Object.entries(domains).map(([id, properties]) => [id, resource('AWS::Cognito::UserPoolDomain', properties)]),
      ),
    },
    Conditions: {},
    Metadata: {},
    Parameters: {},
    Outputs: {},
  }
}

test.each<[string, Template, Template, readonly string[]]>([
  [
    'a schema that shrinks',
    template({ Schema: [org] }),
    template({}),
    ['Pool.Schema: Existing schema attributes cannot be modified or deleted: `org_id` is missing.'],
  ],
  [
    'an attribute that changes',
    template({ Schema: [org] }),
    template({ Schema: [{ ...org, Mutable: true }] }),
    ['Pool.Schema: Existing schema attributes cannot be modified or deleted: `org_id` has changed.'],
  ],
  ['a schema that grows', template({ Schema: [org] }), template({ Schema: [{ Name: 'role' }, org] }), []],
  [
    'a default that is written out',
    template({ Schema: [{ Name: 'a' }] }),
    template({ Schema: [{ Name: 'a', Mutable: true }] }),
    [],
  ],
  [
    'case-sensitive user names',
    template({ UsernameConfiguration: { CaseSensitive: false } }),
    template({}),
    ['Pool.UsernameConfiguration: Updates are not allowed for property - UsernameConfiguration.'],
  ],
  [
    'other user names and aliases',
    template({ UsernameAttributes: ['email'] }),
    template({ AliasAttributes: ['email'] }),
    [
      'Pool.UsernameAttributes: Updates are not allowed for property - UsernameAttributes.',
      'Pool.AliasAttributes: Updates are not allowed for property - AliasAttributes.',
    ],
  ],
  [
    'user names in another order',
    template({ UsernameAttributes: ['email', 'phone_number'] }),
    template({ UsernameAttributes: ['phone_number', 'email'] }),
    [],
  ],
  [
    'another domain of a pool that has one',
    template({}, { Domain: domain }),
    template({}, { Domain: { ...domain, Domain: 'fleet-other' } }),
    ['Domain.Domain: User pool already has a domain configured.'],
  ],
  [
    'the same domain under another logical id',
    template({}, { Domain: domain }),
    template({}, { Moved: domain }),
    ['Moved.Domain: User pool already has a domain configured.'],
  ],
  [
    'a custom domain beside a prefix',
    template({}, { Domain: domain }),
    template({}, { Domain: domain, Custom: { ...domain, Domain: 'a.example', CustomDomainConfig: {} } }),
    [],
  ],
  ['a first domain', template({}), template({}, { Domain: domain }), []],
  [
    'another login version',
    template({}, { Domain: domain }),
    template({}, { Domain: { ...domain, ManagedLoginVersion: 2 } }),
    [],
  ],
  ['a new pool', template({ Schema: [org] }), template({}, {}, 'Other'), []],
  ['what any pool may change', template({ MfaConfiguration: 'ON' }), template({ MfaConfiguration: 'OFF' }), []],
])('%s', (_, before, after, refused) => {
  expect(
    refusedUpdates(before, after).map(({ logicalId, property, reason }) => `${logicalId}.${property}: ${reason}`),
  ).toEqual(refused)
})
