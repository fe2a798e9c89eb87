/**
 * What a system has beside what the emulator emulates, such as a queue of its own. It gets a name, so that the rest of the
 * template runs; whatever calls it is refused, because its address leads nowhere.
 */
import { type Assembly, indexResources } from '@scopegate/template'
import type { ReferenceContext } from './references.ts'

/** What is emulated, or what running on one machine has no use for. */
export const known: ReadonlySet<string> = new Set([
  'AWS::ApiGatewayV2::Api',
  'AWS::ApiGatewayV2::Authorizer',
  'AWS::ApiGatewayV2::Integration',
  'AWS::ApiGatewayV2::Route',
  'AWS::ApiGatewayV2::Stage',
  'AWS::CDK::Metadata',
  'AWS::Cognito::ManagedLoginBranding',
  'AWS::Cognito::UserPool',
  'AWS::Cognito::UserPoolClient',
  'AWS::Cognito::UserPoolDomain',
  'AWS::Cognito::UserPoolResourceServer',
  'AWS::DynamoDB::Table',
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  'AWS::Lambda::Function',
  'AWS::Lambda::Permission',
  'AWS::Logs::LogGroup',
  'AWS::SSM::Parameter',
])

/** Whether a reference to the resource may be given a made-up value. */
export const isEmulated = (type: string): boolean => known.has(type)

/** Port 9 discards, and nobody listens: a call is refused at once, and no message of a system leaves this machine. */
export const nowhere = 'http://127.0.0.1:9'

/** A queue's `Ref` is its address, a topic's its ARN; most others' is a name. */
export function unemulatedRef({ resource, stack, logicalId, ids }: ReferenceContext): string {
  const name = `${stack}-${logicalId}`
  switch (resource.Type) {
    case 'AWS::SQS::Queue':
      return `${nowhere}/${ids.accountId}/${name}`
    case 'AWS::SNS::Topic':
      return `arn:aws:sns:${ids.region}:${ids.accountId}:${name}`
    default:
      return name
  }
}

/** An ARN where one is asked for, elsewhere the name. */
export function unemulatedAttribute({ resource, stack, logicalId, ids }: ReferenceContext, attribute: string): string {
  const name = `${stack}-${logicalId}`
  const service = resource.Type.split('::')[1]?.toLowerCase() ?? ''
  return attribute.endsWith('Arn') ? `arn:aws:${service}:${ids.region}:${ids.accountId}:${name}` : name
}

/** The resources that are not emulated, each as `Reminders (AWS::SQS::Queue)`. */
export const notEmulated = ({ stacks }: Assembly): readonly string[] =>
  indexResources(stacks)
    .all.filter(({ resource }) => !isEmulated(resource.Type))
    .map(({ logicalId, resource }) => `${logicalId} (${resource.Type})`)
