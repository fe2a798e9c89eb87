/**
 * Which properties of the template's resources have no effect here, and why. What is in no row and was read by no view is
 * unknown: the start names it, so that nothing is dropped in silence.
 */
import { type Assembly, indexResources } from '@scopegate/template'
import { leavesOf } from './leaves.ts'
import type { PropertySurvey } from './model.ts'
import type { Reader } from './reader.ts'
import { isEmulated } from './references.ts'

/** A resource type, a property or what is below it (`''`: all of the resource), and why it has no effect. */
export type UnemulatedProperty = readonly [type: string, property: string, reason: string]

const pool = 'AWS::Cognito::UserPool'
const client = 'AWS::Cognito::UserPoolClient'
const lambda = 'AWS::Lambda::Function'
const table = 'AWS::DynamoDB::Table'

const noLegacy = 'The words come from VerificationMessageTemplate'
const noOtherTrigger = 'Only the token trigger runs'
const noIam = 'Every function may do everything that is emulated'

export const notEmulatedProperties: readonly UnemulatedProperty[] = [
  ['AWS::ApiGatewayV2::Api', 'DisableExecuteApiEndpoint', 'The local address stands in for every address of the API'],
  [
    'AWS::ApiGatewayV2::Stage',
    'AccessLogSettings',
    'The access log is a file in `.local/logs`, with fields of its own',
  ],
  ['AWS::Cognito::ManagedLoginBranding', '', 'The sign-in pages have one look'],
  [pool, 'DeletionProtection', 'No call deletes a pool here'],
  [pool, 'EmailVerificationMessage', noLegacy],
  [pool, 'EmailVerificationSubject', noLegacy],
  [pool, 'SmsVerificationMessage', noLegacy],
  [pool, 'VerificationMessageTemplate.SmsMessage', 'Nothing is sent by SMS'],
  ...'PreSignUp PostConfirmation PreAuthentication PostAuthentication DefineAuthChallenge CreateAuthChallenge VerifyAuthChallengeResponse UserMigration CustomMessage CustomEmailSender CustomSMSSender InboundFederation KMSKeyID'
    .split(' ')
    .map((name): UnemulatedProperty => [pool, `LambdaConfig.${name}`, noOtherTrigger]),
  [client, 'SupportedIdentityProviders', 'There is no identity provider but the pool itself'],
  ['AWS::Cognito::UserPoolDomain', 'CustomDomainConfig', 'The sign-in pages stand below the local address'],
  ['AWS::Cognito::UserPoolDomain', 'ManagedLoginVersion', 'The sign-in pages have one look'],
  [table, 'BillingMode', 'Nothing is billed'],
  [table, 'DeletionProtectionEnabled', 'Only `start --fresh` deletes a table, and always may'],
  [table, 'PointInTimeRecoverySpecification', 'There are no backups'],
  ['AWS::IAM::Policy', '', noIam],
  ['AWS::IAM::Role', '', noIam],
  [lambda, 'Architectures', 'Functions run as this machine does'],
  [lambda, 'Code.S3Bucket', 'Code is found by its key, in the cloud assembly'],
  [lambda, 'Description', 'Nothing shows it'],
  [lambda, 'LoggingConfig', 'Logs are files in `.local/logs`'],
  [lambda, 'Role', noIam],
  ['AWS::Lambda::Permission', '', 'Cognito and the APIs may call every function'],
  ['AWS::Logs::LogGroup', '', 'Logs are files in `.local/logs`, and stay until `start --fresh`'],
  ['AWS::SSM::Parameter', 'Description', 'Nothing shows it'],
]

/** What gives a resource its name is read where it is referred to. */
const names: ReadonlySet<string> = new Set(['FunctionName', 'LogGroupName', 'Name', 'RoleName', 'TableName'])

/** Why the property of that type has no effect; `undefined` where no row says so. */
export const whyNotEmulated = (type: string, property: string): string | undefined =>
  notEmulatedProperties.find(([rowType, row]) => rowType === type && isBelow(property, row))?.[2] ??
  (isEmulated(type) ? undefined : 'Resources of this type are not emulated')

const isBelow = (property: string, row: string): boolean =>
  row === '' || property === row || property.startsWith(`${row}.`) || property.startsWith(`${row}[`)

/** To be called when every view has read what it reads. */
export function surveyProperties({ stacks }: Assembly, reader: Reader): PropertySurvey {
  const [named, unknown] = [new Set<string>(), new Map<string, string>()]
  for (const found of indexResources(stacks).all.filter(({ resource }) => isEmulated(resource.Type))) {
    const { Type, Properties } = found.resource
    const read = [...reader.propertiesRead(found), ...names]
    for (const property of leavesOf(Properties)) {
      const key = `${Type} ${property}`
      if (whyNotEmulated(Type, property) !== undefined) named.add(key)
      else if (!read.some((path) => isBelow(path, property))) unknown.set(key, `${found.path}/${property}`)
    }
  }
  return { notEmulated: named.size, unknown: [...unknown.values()] }
}
