/** Settings that protect people and data, and that no contract shows: each is as packages/cdk makes it, or is told. */
import type { Remark } from '../deployed/template.ts'
import type { Found, Reader } from './resources.ts'
import type { TemplateStage } from './stage.ts'

const remarks = (found: Found, faults: Readonly<Record<string, boolean>>): readonly Remark[] =>
  Object.entries(faults)
    .filter(([, broken]) => broken)
    .map(([what]) => ({ resource: found.place, what }))

const isKept = ({ resource }: Found, field: 'DeletionPolicy' | 'UpdateReplacePolicy') => {
  const policy: unknown = resource[field]
  // Gone is only what a failed first deployment made: no person and no row is in it.
  return policy === 'Retain' || (field === 'DeletionPolicy' && policy === 'RetainExceptOnCreate')
}

/**
 * What goes with its stack, or can be deleted in one call: people, their `sub`, and rows cannot be made again. Nothing of a
 * stage that says why that is right there.
 */
export const readUnprotected = (reader: Reader, { unprotected }: TemplateStage): readonly Remark[] =>
  unprotected ? [] : [...unprotectedPools(reader), ...unprotectedTables(reader)]

const unprotectedPools = (reader: Reader): readonly Remark[] =>
  reader.ofType('AWS::Cognito::UserPool').flatMap((found) =>
    remarks(found, {
      '`DeletionProtection`': reader.text(found, 'DeletionProtection') !== 'ACTIVE',
      '`DeletionPolicy`': !isKept(found, 'DeletionPolicy'),
      '`UpdateReplacePolicy`': !isKept(found, 'UpdateReplacePolicy'),
    }),
  )

const unprotectedTables = (reader: Reader): readonly Remark[] =>
  reader.ofType('AWS::DynamoDB::Table').flatMap((found) =>
    remarks(found, {
      '`DeletionProtectionEnabled`': reader.flag(found, 'DeletionProtectionEnabled') !== true,
      '`DeletionPolicy`': !isKept(found, 'DeletionPolicy'),
      '`UpdateReplacePolicy`': !isKept(found, 'UpdateReplacePolicy'),
      '`PointInTimeRecoverySpecification`':
        reader.flag(
          found,
          'PointInTimeRecoveryEnabled',
          reader.table(found, 'PointInTimeRecoverySpecification') ?? {},
        ) !== true,
    }),
  )

/** What an API’s stage lacks; and each stage of another name than the one that our addresses mean: no two have one name. */
export function readStageFaults(reader: Reader): readonly Remark[] {
  const stages = reader.ofType('AWS::ApiGatewayV2::Stage')
  return stages.flatMap((found) => {
    const limits = reader.table(found, 'DefaultRouteSettings') ?? {}
    const log = reader.table(found, 'AccessLogSettings') ?? {}
    return remarks(found, {
      'a stage besides `$default`': reader.text(found, 'StageName') !== '$default',
      'a stage without `ThrottlingRateLimit` and `ThrottlingBurstLimit`': [
        'ThrottlingRateLimit',
        'ThrottlingBurstLimit',
      ].some((field) => !((reader.number(found, field, limits) ?? 0) > 0)),
      'a stage without an access log':
        reader.text(found, 'DestinationArn', log) === undefined || reader.text(found, 'Format', log) === undefined,
      'a stage with settings of single routes': found.properties['RouteSettings'] !== undefined,
    })
  })
}

const leastPassword = 12
const classes = ['RequireLowercase', 'RequireUppercase', 'RequireNumbers', 'RequireSymbols']

/** What makes signing in, or taking over somebody’s account, easier than packages/cdk does. */
export const readWeakSignIns = (reader: Reader): readonly Remark[] => [
  ...reader.ofType('AWS::Cognito::UserPool').flatMap((found) => {
    const password = reader.table(found, 'PasswordPolicy', reader.table(found, 'Policies') ?? {}) ?? {}
    const updates = reader.table(found, 'UserAttributeUpdateSettings') ?? {}
    const includes = (field: string, value: string, inside?: Readonly<Record<string, unknown>>) =>
      reader.texts(found, field, inside).includes(value)
    return remarks(found, {
      [`passwords of less than ${leastPassword} characters of four kinds`]:
        !((reader.number(found, 'MinimumLength', password) ?? 0) >= leastPassword) ||
        classes.some((field) => reader.flag(found, field, password) !== true),
      'no second factor but one that a telephone company can be talked into': !includes(
        'EnabledMfas',
        'SOFTWARE_TOKEN_MFA',
      ),
      'e-mail addresses that nobody has proven':
        !includes('AutoVerifiedAttributes', 'email') ||
        !includes('AttributesRequireVerificationBeforeUpdate', 'email', updates),
    })
  }),
  ...reader
    .ofType('AWS::Cognito::UserPoolClient')
    // A machine’s client has no people to ask after.
    .filter((found) => !reader.texts(found, 'AllowedOAuthFlows').includes('client_credentials'))
    .flatMap((found) =>
      remarks(found, {
        'errors that say whether somebody exists': reader.text(found, 'PreventUserExistenceErrors') !== 'ENABLED',
      }),
    ),
]
