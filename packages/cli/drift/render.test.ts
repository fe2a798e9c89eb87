import { expect, test } from 'vitest'
import { plain } from '../program/style.ts'
import { renderDrift } from './render.ts'
import type { DriftReport, DriftRow } from './report.ts'

const row: DriftRow = {
  kind: 'client_revocation',
  direction: 'opens',
  where: { in: 'client', pool: 'shop', client: 'web' },
  place: 'app client `web` of the pool `shop`',
  about: 'the revocation of tokens',
  expected: 'on',
  found: 'off',
  cause: 'changed by hand',
  who: 'ops, in AWS',
  act: 'put it back in the console of AWS (Cognito, user pool `p`, app client `1web`): `EnableTokenRevocation` is true',
  command: null,
}

const report = (...differences: readonly DriftRow[]): DriftReport => ({
  stack: 'Scopegate',
  comparedWith: 'deployed contract',
  ahead: false,
  treeIsSound: true,
  aheadCommand: null,
  inSync: differences.length === 0,
  differences,
  redirects: [],
  revert: 'aws revert it',
  knows: '3.0.0',
  looked: { pools: 1, clients: 1, apis: 1, routes: 2 },
})

test('in AWS the answer ends with what a deployment does not do, and with the change set that does', () => {
  const name = { ...row, kind: 'resource_server_name', direction: 'differs', command: 'aws x' } as const
  expect(renderDrift(report(row, name), plain)).toMatchInlineSnapshot(`
    "2 differences from the contract that was deployed; 1 opens something.

    opens    app client \`web\` of the pool \`shop\`: the revocation of tokens
             should be  on
             is         off
             who acts   ops, in AWS: it was changed by hand
             how        put it back in the console of AWS (Cognito, user pool \`p\`, app client \`1web\`): \`EnableTokenRevocation\` is true

    differs  app client \`web\` of the pool \`shop\`: the revocation of tokens
             should be  on
             is         off
             who acts   ops, in AWS: it was changed by hand
             how        put it back in the console of AWS (Cognito, user pool \`p\`, app client \`1web\`): \`EnableTokenRevocation\` is true
             $ aws x

    A deployment of the same template puts nothing of this back: CloudFormation changes what its template changed.
    It can be asked to put back what it made, as AWS documents it and as nobody here has tried; read the change set before you execute it:
      $ aws revert it
    Not with \`update-user-pool\` or \`update-user-pool-client\`: they set back whatever they are not given.
    Settings that AWS added after its SDK 3.0.0 are unknown to this check.
    Next: put back what opens first
    "
  `)
})

test('what waits for a deployment ends with the deployment alone', () => {
  const pending = {
    ...row,
    cause: 'not deployed yet',
    who: 'ops, by a deployment',
    act: 'deploy the working tree',
    command: 'npx deploy',
  } as const
  const text = renderDrift(
    { ...report(pending), comparedWith: 'working tree', ahead: true, aheadCommand: 'scopes plan x' },
    plain,
  )
  expect(text).toMatch(/^The working tree is ahead of the deployment: .*\n\n1 difference from the working tree; /)
  expect(text).toMatch(/\n {9}who acts {3}ops, by a deployment: it is not deployed yet\n/)
  expect(text.trimEnd().split('\n').at(-1)).toBe('Next: type `npx deploy`')
  expect(text).not.toContain('aws revert it')
})

test('one of a kind is told in the singular', () => {
  expect(renderDrift(report(), plain)).toBe(
    'In sync: 1 user pool with 1 app client and 1 API with 2 routes are as the contract that was deployed says.\nSettings that AWS added after its SDK 3.0.0 are unknown to this check.\n',
  )
  const closes = { ...row, direction: 'closes' } as const
  expect(renderDrift(report(closes), plain)).toMatch(/^1 difference .*; none opens anything\.\n/)
})

test('the local stack is merely started again', () => {
  const text = renderDrift({ ...report(row), revert: null }, plain)
  expect(text).toContain('A restart of the local stack puts back all of it, but for secrets of app clients.\n')
  expect(text).not.toMatch(/change set/)
})
