/**
 * What `Ref` and `Fn::GetAtt` of a resource give, for the resource types that are emulated or that running on one machine has
 * no use for. An attribute of these that is not listed is an error: an invented id would only fail later and elsewhere.
 * What a system has beside, such as a queue of its own, gets a name, so that the rest of the template runs; whatever calls it
 * is refused, because its address leads nowhere.
 *
 * Forms are documented in the CloudFormation template reference, page "Return values" of each type.
 */
import { type Assembly, indexResources, type Place, TemplateError, type TemplateResource } from '@scopegate/template'
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

type Value = (context: ReferenceContext) => string

const own =
  (length: number, alphabet: 'lower' | 'upper' | 'mixed'): Value =>
  ({ resource, stack, logicalId, ids }) =>
    ids.derive(`${resource.Type} ${stack}/${logicalId}`, length, alphabet)

const given =
  (name: string, otherwise: Value): Value =>
  (context) => {
    const value = context.property(name)
    return typeof value === 'string' ? value : otherwise(context)
  }

const stated = (name: string): Value =>
  given(name, ({ place, logicalId }) => {
    throw new TemplateError({ ...place }, `\`${logicalId}\` must have a \`${name}\``)
  })

const madeUp =
  (alphabet: 'upper' | 'mixed', most = Infinity): Value =>
  (context) =>
    `${context.stack}-${context.logicalId}-${own(12, alphabet)(context)}`.slice(-most)

const arn =
  (service: string, rest: (ref: string) => string): Value =>
  (context) =>
    `arn:aws:${service}:${context.ids.region}:${context.ids.accountId}:${rest(refOf(context))}`

const id: Value = (context) => refOf(context)

interface Known {
  readonly ref?: Value
  readonly attributes?: Readonly<Record<string, Value>>
}

/** What is emulated, or what running on one machine has no use for. */
export const known: Readonly<Record<string, Known>> = {
  'AWS::ApiGatewayV2::Api': {
    ref: own(10, 'lower'),
    attributes: {
      ApiId: id,
      ApiEndpoint: (context) => `https://${id(context)}.execute-api.${context.ids.region}.amazonaws.com`,
    },
  },
  'AWS::ApiGatewayV2::Authorizer': { ref: own(7, 'lower'), attributes: { AuthorizerId: id } },
  'AWS::ApiGatewayV2::Integration': { ref: own(7, 'lower') },
  'AWS::ApiGatewayV2::Route': { ref: own(7, 'lower') },
  'AWS::ApiGatewayV2::Stage': { ref: stated('StageName') },
  'AWS::CDK::Metadata': {},
  'AWS::Cognito::ManagedLoginBranding': {},
  'AWS::Cognito::UserPool': {
    ref: (context) => `${context.ids.region}_${own(9, 'mixed')(context)}`,
    attributes: {
      Arn: arn('cognito-idp', (ref) => `userpool/${ref}`),
      UserPoolId: id,
      ProviderName: (context) => `cognito-idp.${context.ids.region}.amazonaws.com/${id(context)}`,
      ProviderURL: (context) => `https://cognito-idp.${context.ids.region}.amazonaws.com/${id(context)}`,
    },
  },
  'AWS::Cognito::UserPoolClient': { ref: own(26, 'lower'), attributes: { ClientId: id, ClientSecret: clientSecretOf } },
  'AWS::Cognito::UserPoolDomain': { ref: stated('Domain') },
  'AWS::Cognito::UserPoolResourceServer': { ref: stated('Identifier') },
  'AWS::DynamoDB::Table': {
    ref: given('TableName', madeUp('upper')),
    attributes: { Arn: arn('dynamodb', (ref) => `table/${ref}`) },
  },
  'AWS::IAM::Policy': {},
  'AWS::IAM::Role': {
    ref: given('RoleName', madeUp('upper', 64)),
    attributes: { Arn: (context) => `arn:aws:iam::${context.ids.accountId}:role/${id(context)}` },
  },
  'AWS::Lambda::Function': {
    ref: given('FunctionName', madeUp('mixed', 64)),
    attributes: { Arn: arn('lambda', (ref) => `function:${ref}`) },
  },
  'AWS::Lambda::Permission': {},
  'AWS::Logs::LogGroup': {
    ref: given('LogGroupName', madeUp('mixed')),
    attributes: { Arn: arn('logs', (ref) => `log-group:${ref}:*`) },
  },
  'AWS::SSM::Parameter': {
    ref: given('Name', (context) => `CFN-${context.logicalId}-${own(12, 'mixed')(context)}`),
  },
}

/** The resource's `Ref`. */
export function refOf(context: ReferenceContext): string {
  const { Type } = context.resource
  if (!isEmulated(Type)) return unemulatedRef(context)
  const ref = known[Type]?.ref
  if (ref !== undefined) return ref(context)
  throw new TemplateError(context.place, `the local stack gives \`Ref\` of \`${Type}\` no value`)
}

/** An attribute of the resource, for `Fn::GetAtt`. Of what is not emulated: an ARN where one is asked for, else the name. */
export function attributeOf(context: ReferenceContext, name: string): string {
  const { resource, stack, logicalId } = context
  if (!isEmulated(resource.Type)) {
    const service = resource.Type.split('::')[1]?.toLowerCase() ?? ''
    const own = `${stack}-${logicalId}`
    return name.endsWith('Arn') ? `arn:aws:${service}:${context.ids.region}:${context.ids.accountId}:${own}` : own
  }
  const { attributes = {} } = known[resource.Type] ?? {}
  const attribute = Object.hasOwn(attributes, name) ? attributes[name] : undefined
  if (attribute !== undefined) return attribute(context)
  throw new TemplateError(context.place, `the local stack gives \`${resource.Type}\` no attribute \`${name}\``)
}

/** The secret of an app client that has one (documented form: 24 to 64 word characters). */
export function clientSecretOf(context: ReferenceContext): string {
  if (context.property('GenerateSecret') !== true) {
    throw new TemplateError(context.place, `the app client \`${context.logicalId}\` has no secret`)
  }
  return context.ids.derive(`client secret ${context.stack}/${context.logicalId}`, 51, 'lower')
}

/** Whether a reference to the resource may not be given a made-up value. */
export const isEmulated = (type: string): boolean => Object.hasOwn(known, type)

/** Port 9 discards, and nobody listens: a call is refused at once, and no message of a system leaves this machine. */
export const nowhere = 'http://127.0.0.1:9'

/** A queue's `Ref` is its address, a topic's its ARN; most others' is a name. */
function unemulatedRef({ resource, stack, logicalId, ids }: ReferenceContext): string {
  const name = `${stack}-${logicalId}`
  if (resource.Type === 'AWS::SQS::Queue') return `${nowhere}/${ids.accountId}/${name}`
  return resource.Type === 'AWS::SNS::Topic' ? `arn:aws:sns:${ids.region}:${ids.accountId}:${name}` : name
}

/** The resources that are not emulated, each as `Reminders (AWS::SQS::Queue)`. */
export const notEmulated = ({ stacks }: Assembly): readonly string[] =>
  indexResources(stacks)
    .all.filter(({ resource }) => !isEmulated(resource.Type))
    .map(({ logicalId, resource }) => `${logicalId} (${resource.Type})`)
