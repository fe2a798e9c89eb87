import { describe, expect, test } from 'vitest'
import { parseEvent } from './event.ts'
import { refusals, TokenRefused } from './refusal.ts'
import { machineEvent, peopleSources, personalData, personEvent } from './testing/events.ts'

const person = personEvent({ clientId: 'web1', scopes: ['openid'], attributes: { 'custom:org_id': 'org_north' } })
const machine = machineEvent({ clientId: 'machine1', scopes: ['fleet/read:fleet'] })

function refusalOf(event: unknown): TokenRefused {
  try {
    parseEvent(event)
  } catch (error) {
    if (error instanceof TokenRefused) return error
    throw error
  }
  throw new Error('The event was taken')
}

describe('parseEvent() takes', () => {
  test.each(['2', '3'])('a person’s event of version %s', (version) => {
    expect(parseEvent({ ...person, version }).data).toMatchObject({ subject: 'person', clientId: 'web1' })
  })

  test.each(['2', '3'])('a machine’s event of version %s, whose group configuration is null', (version) => {
    expect(parseEvent({ ...machine, version }).data).toEqual({
      subject: 'machine',
      triggerSource: 'TokenGeneration_ClientCredentials',
      clientId: 'machine1',
      userAttributes: {},
      scopes: ['fleet/read:fleet'],
    })
  })

  test.each([...peopleSources, 'TokenGeneration_SomethingNew'])('%s as a person’s', (triggerSource) => {
    expect(parseEvent({ ...person, triggerSource }).data.subject).toBe('person')
  })

  test.each([
    ['null', null],
    ['text', 'arn:aws:iam::123456789012:role/staff'],
    ['an array', ['arn:aws:iam::123456789012:role/staff']],
    ['absent', undefined],
  ])('a preferred role that is %s', (_, preferredRole) => {
    const groupConfiguration = { groupsToOverride: [], iamRolesToOverride: [], preferredRole }
    expect(() => parseEvent({ ...person, request: { ...person.request, groupConfiguration } })).not.toThrow()
  })

  test('members that it does not know, and gives them all back', () => {
    const event = { ...person, somethingNew: { deep: [1] }, request: { ...person.request, somethingElse: true } }
    expect(parseEvent(event).whole).toEqual(event)
  })
})

describe('parseEvent() refuses', () => {
  const { scopes: _, ...withoutScopes } = person.request

  test('an event of version 1, and says how to get version 2 or 3', () => {
    const event = { ...person, version: '1', request: withoutScopes, response: { claimsOverrideDetails: null } }
    const refusal = refusalOf(event)
    expect(refusal.reason).toBe('event_unsupported')
    expect(refusal.detail).toContain('set the trigger’s LambdaVersion to V3_0')
  })

  test.each([
    ['no object', 'hello', 'event'],
    ['null', null, 'event'],
    ['a list', [], 'event'],
    ['without a version', { ...person, version: undefined }, 'version'],
    ['of version 1 with scopes', { ...person, version: '1' }, 'version'],
    ['of a later version', { ...person, version: '4' }, 'version'],
    ['with a version that is a number', { ...person, version: 2 }, 'version'],
    ['of another trigger', { ...person, triggerSource: 'PreSignUp_SignUp' }, 'triggerSource'],
    ['without a trigger source', { ...person, triggerSource: undefined }, 'triggerSource'],
    ['without a caller', { ...person, callerContext: undefined }, 'callerContext'],
    ['with an empty client id', { ...person, callerContext: { clientId: '' } }, 'callerContext.clientId'],
    ['of version 1 that says 2', { ...person, request: withoutScopes }, 'request.scopes'],
    ['with scopes as one text', { ...person, request: { ...person.request, scopes: 'a b' } }, 'request.scopes'],
    ['with a scope that is none', { ...person, request: { ...person.request, scopes: ['a', 7] } }, 'request.scopes.1'],
    [
      'without attributes',
      { ...person, request: { ...person.request, userAttributes: null } },
      'request.userAttributes',
    ],
    [
      'with groups of another shape',
      { ...person, request: { ...person.request, groupConfiguration: { groupsToOverride: 'staff' } } },
      'request.groupConfiguration.groupsToOverride',
    ],
  ])('an event %s, and names the field', (_name, event, field) => {
    expect(refusalOf(event).reason).toBe('event_unsupported')
    expect(refusalOf(event).detail).toContain(`\`${field}\``)
  })

  test('an attribute that is no text, without naming it or any value', () => {
    const userAttributes = { ...personalData, 'custom:salary': 12_345 }
    const { detail, message } = refusalOf({ ...person, request: { ...person.request, userAttributes } })
    expect(detail).toContain('`request.userAttributes`')
    for (const secret of ['salary', '12345', ...Object.values(personalData)]) {
      expect(detail).not.toContain(secret)
      expect(message).not.toContain(secret)
    }
  })

  test('in words for the person at the screen, who reads nothing of the inside', () => {
    expect(refusalOf({}).message).toBe(refusals.event_unsupported)
    for (const message of Object.values(refusals)) {
      expect(message).toMatch(/^[A-Z][a-z ,-]+[a-z]$/i)
      expect(message).not.toMatch(/\.$|lambda|cognito|pool|trigger|client|scope|directory|ssm/i)
    }
  })
})
