/** Cases of the rules over settings that protect people and data. */
import { add, addOfType, resourceAt, set, type TemplateCase, type TemplateEdit } from './template-case.ts'

const pool = 'garage/Pool'
const stage = 'garage-api/Stage'
const web = 'garage/garage-web'

/** Changes what stands beside a pool’s properties. */
const beside =
  (entries: object): TemplateEdit =>
  (template) => {
    Object.assign(resourceAt(template, pool), entries)
  }

const kept = { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' }
const table = {
  DeletionProtectionEnabled: true,
  PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
}

/** Adds a table. */
const withTable =
  (properties: Readonly<Record<string, unknown>>, policies: object = kept): TemplateEdit =>
  (template) => {
    addOfType('AWS::DynamoDB::Table', properties)(template)
    Object.assign(template.Resources['Added'] ?? {}, policies)
  }

export const settingCases: readonly TemplateCase[] = [
  {
    rule: 'RS072',
    breaks: {
      'a pool that can be deleted': set(pool, 'DeletionProtection', 'INACTIVE'),
      'a pool that says nothing': set(pool, 'DeletionProtection', undefined),
      'a pool that goes with its stack': beside({ DeletionPolicy: 'Delete' }),
      'a pool that goes when it is replaced': beside({ UpdateReplacePolicy: undefined }),
      'a pool whose replacement lets it go': beside({ UpdateReplacePolicy: 'RetainExceptOnCreate' }),
      'a table that can be deleted': withTable({ ...table, DeletionProtectionEnabled: false }),
      'a table that goes with its stack': withTable(table, { ...kept, DeletionPolicy: 'Delete' }),
      'a table that cannot be restored': withTable({ ...table, PointInTimeRecoverySpecification: undefined }),
    },
    keeps: {
      'a protected table': withTable(table),
      'a pool that goes only when its first deployment fails': beside({ DeletionPolicy: 'RetainExceptOnCreate' }),
      'a table that goes only then': withTable(table, { ...kept, DeletionPolicy: 'RetainExceptOnCreate' }),
    },
  },
  {
    rule: 'RS073',
    breaks: {
      'no limits': set(stage, 'DefaultRouteSettings', undefined),
      'no limit of bursts': set(stage, 'DefaultRouteSettings', { ThrottlingRateLimit: 200 }),
      'no access log': set(stage, 'AccessLogSettings', undefined),
      'a second stage': add(stage, { StageName: 'open' }),
      'another stage': set(stage, 'StageName', 'v1'),
      'settings of a route': set(stage, 'RouteSettings', { 'GET /v1/deposit': { ThrottlingRateLimit: 9000 } }),
    },
    keeps: { 'other limits': set(stage, 'DefaultRouteSettings.ThrottlingRateLimit', 100) },
  },
  {
    rule: 'RS074',
    breaks: {
      'short passwords': set(pool, 'Policies.PasswordPolicy', { MinimumLength: 6 }),
      'passwords of letters': set(pool, 'Policies.PasswordPolicy.RequireNumbers', false),
      'nothing said of passwords': set(pool, 'Policies', undefined),
      'text messages as only second factor': set('admin/Pool', 'EnabledMfas', ['SMS_MFA']),
      'a new address that is not proven first': set(pool, 'UserAttributeUpdateSettings', undefined),
      'addresses that are not proven': set(pool, 'AutoVerifiedAttributes', undefined),
      'errors that say who exists': set(web, 'PreventUserExistenceErrors', 'LEGACY'),
      'nothing said of errors': set(web, 'PreventUserExistenceErrors', undefined),
    },
    keeps: { 'longer passwords': set(pool, 'Policies.PasswordPolicy.MinimumLength', 16) },
  },
]
