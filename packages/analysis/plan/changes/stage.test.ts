import type { Stage } from '@scopegate/contract'
import { expect, test } from 'vitest'
import { planOf } from '../index.ts'
import { library } from '../testing/index.ts'

const stage: Stage = { name: 'production', account: '123456789012', region: 'eu-central-1', clients: {} }
const certificate = 'arn:aws:acm:us-east-1:123456789012:certificate/1'

const planned = (before: Partial<Stage>, after: Partial<Stage>) =>
  planOf(library, library, { stages: { before: { ...stage, ...before }, after: { ...stage, ...after } } })

test('a stage against itself changes nothing', () => {
  expect(planned({}, {}).verdict).toBe('none')
})

test('values of a stage are not compared with what nobody knows', () => {
  expect(planOf(library, library, { stages: { before: undefined, after: stage } }).changes).toEqual([])
})

test('another prefix is another sign-in domain for each pool, which Cognito refuses', () => {
  const { verdict, changes } = planned({ domainPrefix: 'town' }, { domainPrefix: 'library' })
  expect(verdict).toBe('refused')
  expect(changes.map(({ resources }) => resources)).toMatchObject(
    ['branch', 'hall'].map((name) => [
      {
        action: 'refused',
        kind: 'sign-in domain',
        name,
        refusal: { reason: 'User pool already has a domain configured.' },
      },
    ]),
  )
  expect(changes.map(({ kind, says, breaks }) => [kind, says, breaks.map(({ client }) => client)])).toEqual([
    [
      'sign-in-domain',
      'The sign-in domain of `branch` changes from `town-branch` to `library-branch`',
      ['website', 'phone', 'shelf'],
    ],
    ['sign-in-domain', 'The sign-in domain of `hall` changes from `town-hall` to `library-hall`', ['desk']],
  ])
})

test('a domain of the team’s own for one pool is told for that pool alone', () => {
  const signInDomains = { hall: { domainName: 'login.town.example', certificateArn: certificate } }
  expect(planned({}, { signInDomains }).changes.map(({ says }) => says)).toEqual([
    'The sign-in domain of `hall` changes from `example-hall` to `login.town.example`',
  ])
})

test('another domain of an API breaks the clients of its pool', () => {
  const apiDomains = { hall: { domainName: 'api.town.example', certificateArn: certificate } }
  const [change] = planned({}, { apiDomains }).changes
  expect(change).toMatchObject({
    kind: 'api-domain',
    says: 'The address of the API of `hall` changes from its default address to `api.town.example`',
    breaks: [{ client: 'desk', reason: 'address-changed' }],
  })
})

test.each(['account', 'region', 'suffix'] as const)(
  'another %s is another system, empty, with other client ids',
  (field) => {
    const { verdict, changes } = planned({}, { [field]: 'another' })
    expect([verdict, changes.map(({ kind }) => kind)]).toEqual(['breaks', ['stage-place']])
    expect(changes[0]?.breaks.map(({ client }) => client)).toEqual(['website', 'phone', 'shelf', 'desk'])
  },
)

test('what no client sees is named and breaks nothing', () => {
  const { verdict, changes } = planned({}, { throttle: { rate: 10, burst: 20 }, alarmAddress: 'ops@town.example' })
  expect([verdict, changes.map(({ says }) => says)]).toEqual([
    'none',
    ['The stage has changed: `throttle`, `alarmAddress`'],
  ])
})
