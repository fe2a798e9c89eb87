/** Each rule over templates, on the template that packages/cdk really makes of the fleet, with one thing edited. */
import { type Breach, judgeTemplate, rules, soundContract } from '@scopegate/analysis/rules/index'
import { readSystem } from '@scopegate/analysis/template/read'
import type { Allowance } from '@scopegate/contract'
import { loadTemplates, type Stack } from '@scopegate/template'
import { general as contract } from '@scopegate/testing/fleet/contract'
import { synthesizedFleet } from '@scopegate/testing/fleet/synthesized'
import { beforeAll, expect, test } from 'vitest'
import { allowanceCases, allowed, permission, queue, risk, variable } from './cases/allowances.ts'
import { apiCases } from './cases/apis.ts'
import { clientCases } from './cases/clients.ts'
import { functionCases } from './cases/functions.ts'
import { identityCases } from './cases/identity.ts'
import { routeCases } from './cases/routes.ts'
import { settingCases } from './cases/settings.ts'
import { idOf, set, type TemplateEdit } from './cases/template-case.ts'
import { trustCases } from './cases/trust.ts'
import { wiringCases } from './cases/wiring.ts'

let synthesized: Stack

beforeAll(async () => {
  const main = loadTemplates(await synthesizedFleet()).find(({ name }) => name === 'Fleet')
  if (main === undefined) throw new Error('There is no stack `Fleet`')
  synthesized = main
})

/** The breaches of the edited template. */
function breachesOf(edit: TemplateEdit, allowed: readonly Allowance[] = []): readonly Breach[] {
  const template = structuredClone(synthesized.template)
  const changed = { ...contract, allowed }
  if (allowed.length > 0) template.Metadata['scopegate:contract'] = changed
  edit(template)
  return judgeTemplate(rules, soundContract(changed), readSystem([{ ...synthesized, template }]))
}

/** The ids of the rules that it breaks. */
const broken = (edit: TemplateEdit, allowed?: readonly Allowance[]) =>
  [...new Set(breachesOf(edit, allowed).map(({ rule }) => rule.id))].sort()

const cases = [
  ...apiCases,
  ...routeCases,
  ...clientCases,
  ...functionCases,
  ...identityCases,
  ...settingCases,
  ...trustCases,
  ...wiringCases,
  ...allowanceCases,
].sort((one, other) => one.rule.localeCompare(other.rule))

test('every rule over templates has a case that breaks it and one that does not', () => {
  expect(cases.map(({ rule }) => rule)).toEqual(rules.filter(({ on }) => on === 'template').map(({ id }) => id))
  const lacking = cases.filter(({ breaks, keeps }) => [breaks, keeps].some((each) => Object.keys(each).length === 0))
  expect(lacking.map(({ rule }) => rule)).toEqual([])
})

test('the template that is really made breaks none', () => {
  expect(broken(() => undefined)).toEqual([])
})

test.each(
  cases.flatMap(({ rule, breaks, allowed, also = [] }) =>
    Object.entries(breaks).map(([what, edit]) => ({ rule, what, edit, allowed, also })),
  ),
)('$rule is broken, and no other, by $what', ({ rule, edit, allowed, also }) => {
  const ids = broken(edit, allowed)
  expect(ids).toContain(rule)
  expect(ids.filter((id) => id !== rule && !also.includes(id))).toEqual([])
})

test.each(
  cases.flatMap(({ rule, keeps, allowed }) =>
    Object.entries(keeps).map(([what, edit]) => ({ rule, what, edit, allowed })),
  ),
)('$rule is kept, as every rule is, by $what', ({ edit, allowed }) => {
  expect(broken(edit, allowed)).toEqual([])
})

test.each<[string, TemplateEdit, string]>([
  ['RS036', queue, "{ kind: 'resource', type: 'AWS::SQS::Queue', path: 'Fleet/Reminders', reason: '…' }"],
  [
    'RS090',
    risk,
    "{ kind: 'property', path: 'Fleet/garage/Pool', name: 'UserPoolAddOns.AdvancedSecurityMode', reason: '…' }",
  ],
  ['RS066', variable, "{ kind: 'variable', service: 'rental', name: 'REMINDERS_URL', reason: '…' }"],
  [
    'RS069',
    (template) => {
      queue(template)
      permission(template)
    },
    "{ kind: 'permission', service: 'rental', action: 'sqs:SendMessage', on: 'Fleet/Reminders', reason: '…' }",
  ],
])('%s says which row of the contract allows it', (id, edit, row) => {
  expect(breachesOf(edit).find(({ rule }) => rule.id === id)?.fix).toContain(`\`${row}\``)
})

test('an allowance opens for exactly what it names', () => {
  const others = allowed.map((each) =>
    each.kind === 'resource'
      ? { ...each, path: 'Fleet/Reminder' }
      : each.kind === 'variable'
        ? { ...each, service: 'fleet' }
        : each.kind === 'property'
          ? { ...each, name: 'UserPoolAddOns.AdvancedSecurityAdditionalFlows.CustomAuthMode' }
          : { ...each, action: 'sqs:ReceiveMessage' },
  )
  const edit: TemplateEdit = (template) => {
    queue(template)
    variable(template)
    permission(template)
    risk(template)
  }
  expect(broken(edit, others)).toEqual(['RS036', 'RS066', 'RS069', 'RS086', 'RS090'])
})

test.each([
  [399, undefined],
  [400, 'RS049'],
  [500, 'RS049'],
  [501, 'RS048'],
])('%s resources of a template break %s', (count, id) => {
  const edit: TemplateEdit = (template) => {
    for (let index = Object.keys(template.Resources).length; index < count; index++) {
      template.Resources[`Alarm${index}`] = { Type: 'AWS::CloudWatch::Alarm', Properties: {}, Metadata: {} }
    }
  }
  expect(broken(edit)).toEqual(id === undefined ? [] : [id])
})

const deposit = 'garage-api/Api/GET--v1--deposit'
const issuer = 'JwtConfiguration.Issuer'

test.each<[string, TemplateEdit, string]>([
  ['RS037', set(deposit, 'AuthorizationType', 'NONE'), 'The route `GET /v1/deposit` of `garage` opens without a token'],
  [
    'RS037',
    set(deposit, 'AuthorizationScopes', []),
    'The route `GET /v1/deposit` of `garage` opens with any token of its pool, because it asks for no scope',
  ],
  [
    'RS039',
    set(deposit, 'AuthorizationScopes', ['openid']),
    'The route `GET /v1/deposit` of `garage` lacks `deposit/read:deposit` and has `openid` besides',
  ],
  [
    'RS040',
    set('garage-api/Api/garage-tokens', issuer, 'https://issuer.example'),
    'The route `GET /v1/fleet` of `garage` takes tokens of an unknown issuer',
  ],
  [
    'RS040',
    set(deposit, 'AuthorizerId', undefined),
    'The route `GET /v1/deposit` of `garage` takes tokens of an unknown issuer',
  ],
  [
    'RS040',
    (template) => set(deposit, 'AuthorizerId', { Ref: idOf(template, 'admin-api/Api/admin-tokens') })(template),
    'The route `GET /v1/deposit` of `garage` takes tokens of the pool `admin`',
  ],
  ['RS042', set('garage/Pool', 'LambdaConfig', { PostConfirmation: 'arn' }), 'The pool `garage` has no token trigger'],
  [
    'RS042',
    set('garage/Pool', 'LambdaConfig', { PreTokenGeneration: 'arn' }),
    'The pool `garage` has a token trigger of version `V1_0`',
  ],
  ['RS043', set('garage/Pool', 'UserPoolTier', undefined), 'The pool `garage` states no plan'],
  ['RS043', set('garage/Pool', 'UserPoolTier', 'LITE'), 'The pool `garage` has the plan `LITE`'],
  [
    'RS056',
    set('garage/garage-app', 'AccessTokenValidity', undefined),
    'The client `garage-app` has access tokens of 60 minutes',
  ],
  [
    'RS056',
    set('garage/garage-app', 'AccessTokenValidity', { Ref: 'Life' }),
    'The client `garage-app` has access tokens of unknown minutes',
  ],
  [
    'RS059',
    set('garage-api/Api', 'CorsConfiguration.AllowCredentials', true),
    'The API of `garage` allows pages to send cookies',
  ],
  [
    'RS059',
    set('garage-api/Api', 'CorsConfiguration.AllowMethods', ['GET', 'POST']),
    'Of allowed methods the API of `garage` lacks `PUT`',
  ],
  [
    'RS061',
    set('partner/TokenTrigger', 'Environment.Variables.CLIENT_DIRECTORY', 'north'),
    'The pool `partner` has no client directory that can be read',
  ],
  [
    'RS061',
    set('partner/TokenTrigger', 'Environment.Variables.CLIENT_DIRECTORY', '{}'),
    'The client directory of the pool `partner` does not tie each client’s name to its own id',
  ],
  [
    'RS062',
    set('partner/TokenTrigger', 'Environment.Variables.POOL', 'admin'),
    'The token trigger of the pool `partner` is told the pool `admin`',
  ],
  [
    'RS062',
    set('partner/TokenTrigger', 'Environment', undefined),
    'The token trigger of the pool `partner` is told no pool',
  ],
])('%s says in words what is wrong', (id, edit, cause) => {
  expect(breachesOf(edit).find(({ rule }) => rule.id === id)?.cause).toBe(cause)
})
