/**
 * What `Ref` and `Fn::GetAtt` of a resource give, for the resource types that the project's templates use.
 * An attribute of these that is not listed is an error: an invented id would only fail later and elsewhere. What is not
 * emulated at all gets a name.
 *
 * Forms are documented in the CloudFormation template reference, page "Return values" of each type.
 */
import { type Place, TemplateError, type TemplateResource } from '@scopegate/template'
import { isEmulated, unemulatedAttribute, unemulatedRef } from './not-emulated.ts'
import type { PhysicalIds } from './physical-ids.ts'

export interface ReferenceContext {
  readonly stack: string
  readonly logicalId: string
  readonly resource: TemplateResource
  readonly ids: PhysicalIds
  /** A property of the referenced resource, resolved. `undefined` when it is not set. */
  readonly property: (name: string) => unknown
  /** Where the reference stands, for the error. */
  readonly place: Place
}

/** The resource's `Ref`. */
export function refOf(context: ReferenceContext): string {
  const { stack, logicalId, resource, ids } = context
  const own = (length: number, alphabet: 'lower' | 'upper' | 'mixed') =>
    ids.derive(`${resource.Type} ${stack}/${logicalId}`, length, alphabet)
  switch (resource.Type) {
    case 'AWS::Cognito::UserPool':
      return `${ids.region}_${own(9, 'mixed')}`
    case 'AWS::Cognito::UserPoolClient':
      return own(26, 'lower')
    case 'AWS::Cognito::UserPoolResourceServer':
      return named(context, 'Identifier') ?? missing(context, 'Identifier')
    case 'AWS::Cognito::UserPoolDomain':
      return named(context, 'Domain') ?? missing(context, 'Domain')
    case 'AWS::ApiGatewayV2::Api':
      return own(10, 'lower')
    case 'AWS::ApiGatewayV2::Authorizer':
    case 'AWS::ApiGatewayV2::Integration':
    case 'AWS::ApiGatewayV2::Route':
      return own(7, 'lower')
    case 'AWS::ApiGatewayV2::Stage':
      return named(context, 'StageName') ?? missing(context, 'StageName')
    case 'AWS::Lambda::Function':
      return named(context, 'FunctionName') ?? `${stack}-${logicalId}-${own(12, 'mixed')}`.slice(-64)
    case 'AWS::DynamoDB::Table':
      return named(context, 'TableName') ?? `${stack}-${logicalId}-${own(12, 'upper')}`
    case 'AWS::SSM::Parameter':
      return named(context, 'Name') ?? `CFN-${logicalId}-${own(12, 'mixed')}`
    case 'AWS::Logs::LogGroup':
      return named(context, 'LogGroupName') ?? `${stack}-${logicalId}-${own(12, 'mixed')}`
    case 'AWS::IAM::Role':
      return named(context, 'RoleName') ?? `${stack}-${logicalId}-${own(12, 'upper')}`.slice(-64)
    default:
      if (!isEmulated(resource.Type)) return unemulatedRef(context)
      throw new TemplateError(context.place, `the local stack gives \`Ref\` of \`${resource.Type}\` no value`)
  }
}

/** An attribute of the resource, for `Fn::GetAtt`. */
export function attributeOf(context: ReferenceContext, attribute: string): string {
  const { resource, ids } = context
  const arn = (service: string, rest: string) => `arn:aws:${service}:${ids.region}:${ids.accountId}:${rest}`
  const ref = () => refOf(context)
  switch (`${resource.Type}.${attribute}`) {
    case 'AWS::Cognito::UserPool.Arn':
      return arn('cognito-idp', `userpool/${ref()}`)
    case 'AWS::Cognito::UserPool.UserPoolId':
    case 'AWS::Cognito::UserPoolClient.ClientId':
    case 'AWS::ApiGatewayV2::Api.ApiId':
    case 'AWS::ApiGatewayV2::Authorizer.AuthorizerId':
      return ref()
    case 'AWS::Cognito::UserPool.ProviderName':
      return `cognito-idp.${ids.region}.amazonaws.com/${ref()}`
    case 'AWS::Cognito::UserPool.ProviderURL':
      return `https://cognito-idp.${ids.region}.amazonaws.com/${ref()}`
    case 'AWS::Cognito::UserPoolClient.ClientSecret':
      return clientSecretOf(context)
    case 'AWS::ApiGatewayV2::Api.ApiEndpoint':
      return `https://${ref()}.execute-api.${ids.region}.amazonaws.com`
    case 'AWS::Lambda::Function.Arn':
      return arn('lambda', `function:${ref()}`)
    case 'AWS::DynamoDB::Table.Arn':
      return arn('dynamodb', `table/${ref()}`)
    case 'AWS::Logs::LogGroup.Arn':
      return arn('logs', `log-group:${ref()}:*`)
    case 'AWS::IAM::Role.Arn':
      return `arn:aws:iam::${ids.accountId}:role/${ref()}`
    default:
      if (!isEmulated(resource.Type)) return unemulatedAttribute(context, attribute)
      throw new TemplateError(context.place, `the local stack gives \`${resource.Type}\` no attribute \`${attribute}\``)
  }
}

/** The secret of an app client that has one (documented form: 24 to 64 word characters). */
export function clientSecretOf(context: ReferenceContext): string {
  if (context.property('GenerateSecret') !== true) {
    throw new TemplateError(context.place, `the app client \`${context.logicalId}\` has no secret`)
  }
  return context.ids.derive(`client secret ${context.stack}/${context.logicalId}`, 51, 'lower')
}

function named(context: ReferenceContext, property: string): string | undefined {
  const value = context.property(property)
  return typeof value === 'string' ? value : undefined
}

function missing(context: ReferenceContext, property: string): never {
  throw new TemplateError({ ...context.place }, `\`${context.logicalId}\` must have a \`${property}\``)
}
