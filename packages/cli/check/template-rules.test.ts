/**
 * Each rule over templates, on the template that this working tree really makes, with one thing edited.
 *
 * @module
 */
import { fileURLToPath } from 'node:url'
import { type Breach, judgeTemplate, rules, soundContract } from '@scopegate/analysis/rules/index'
import { readSystem } from '@scopegate/analysis/template/read'
import { contract } from '@scopegate/scopes/contract'
import type { Stack } from '@scopegate/template'
import { beforeAll, expect, test } from 'vitest'
import { synthesizeTemplates } from '../template/synthesize.ts'
import { apiCases } from './cases/apis.ts'
import { clientCases } from './cases/clients.ts'
import { functionCases } from './cases/functions.ts'
import { identityCases } from './cases/identity.ts'
import { settingCases } from './cases/settings.ts'
import { idOf, set, type TemplateEdit } from './cases/template-case.ts'
import { trustCases } from './cases/trust.ts'
import { wiringCases } from './cases/wiring.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))

let synthesized: Stack

beforeAll(async () => {
  const main = (await synthesizeTemplates(root)).find(({ name }) => name === 'Scopegate')
  if (main === undefined) throw new Error('There is no stack `Scopegate`')
  synthesized = main
})

/** The breaches of the edited template. */
function breachesOf(edit: TemplateEdit): readonly Breach[] {
  const template = structuredClone(synthesized.template)
  edit(template)
  return judgeTemplate(rules, soundContract(contract), readSystem([{ ...synthesized, template }]))
}

/** The ids of the rules that it breaks. */
const broken = (edit: TemplateEdit) => [...new Set(breachesOf(edit).map(({ rule }) => rule.id))].sort()

const cases = [
  ...apiCases,
  ...clientCases,
  ...functionCases,
  ...identityCases,
  ...settingCases,
  ...trustCases,
  ...wiringCases,
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
  cases.flatMap(({ rule, breaks, also = [] }) =>
    Object.entries(breaks).map(([what, edit]) => ({ rule, what, edit, also })),
  ),
)('$rule is broken, and no other, by $what', ({ rule, edit, also }) => {
  const ids = broken(edit)
  expect(ids).toContain(rule)
  expect(ids.filter((id) => id !== rule && !also.includes(id))).toEqual([])
})

test.each(cases.flatMap(({ rule, keeps }) => Object.entries(keeps).map(([what, edit]) => ({ rule, what, edit }))))(
  '$rule is kept, as every rule is, by $what',
  ({ edit }) => {
    expect(broken(edit)).toEqual([])
  },
)

const wallet = 'merchant-api/Api/GET--v1--wallet'
const issuer = 'JwtConfiguration.Issuer'

test.each<[string, TemplateEdit, string]>([
  ['RS037', set(wallet, 'AuthorizationType', 'NONE'), 'The route `GET /v1/wallet` of `merchant` opens without a token'],
  [
    'RS037',
    set(wallet, 'AuthorizationScopes', []),
    'The route `GET /v1/wallet` of `merchant` opens with any token of its pool, because it asks for no scope',
  ],
  [
    'RS039',
    set(wallet, 'AuthorizationScopes', ['openid']),
    'The route `GET /v1/wallet` of `merchant` lacks `wallet/read:wallet` and has `openid` besides',
  ],
  [
    'RS040',
    set('merchant-api/Api/merchant-tokens', issuer, 'https://issuer.example'),
    'The route `GET /v1/inventory` of `merchant` takes tokens of an unknown issuer',
  ],
  [
    'RS040',
    set(wallet, 'AuthorizerId', undefined),
    'The route `GET /v1/wallet` of `merchant` takes tokens of an unknown issuer',
  ],
  [
    'RS040',
    (template) => set(wallet, 'AuthorizerId', { Ref: idOf(template, 'admin-api/Api/admin-tokens') })(template),
    'The route `GET /v1/wallet` of `merchant` takes tokens of the pool `admin`',
  ],
  [
    'RS042',
    set('merchant/Pool', 'LambdaConfig', { PostConfirmation: 'arn' }),
    'The pool `merchant` has no token trigger',
  ],
  [
    'RS042',
    set('merchant/Pool', 'LambdaConfig', { PreTokenGeneration: 'arn' }),
    'The pool `merchant` has a token trigger of version `V1_0`',
  ],
  ['RS043', set('merchant/Pool', 'UserPoolTier', undefined), 'The pool `merchant` states no plan'],
  ['RS043', set('merchant/Pool', 'UserPoolTier', 'LITE'), 'The pool `merchant` has the plan `LITE`'],
  [
    'RS056',
    set('merchant/merchant-app', 'AccessTokenValidity', undefined),
    'The client `merchant-app` has access tokens of 60 minutes',
  ],
  [
    'RS056',
    set('merchant/merchant-app', 'AccessTokenValidity', { Ref: 'Life' }),
    'The client `merchant-app` has access tokens of unknown minutes',
  ],
  [
    'RS059',
    set('merchant-api/Api', 'CorsConfiguration.AllowCredentials', true),
    'The API of `merchant` allows pages to send cookies',
  ],
  [
    'RS059',
    set('merchant-api/Api', 'CorsConfiguration.AllowMethods', ['GET', 'POST']),
    'Of allowed methods the API of `merchant` lacks `PUT`',
  ],
  [
    'RS061',
    set('partner/ClientDirectory', 'Value', 'acme'),
    'The pool `partner` has no client directory that can be read',
  ],
  [
    'RS061',
    set('partner/ClientDirectory', 'Value', '{}'),
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
