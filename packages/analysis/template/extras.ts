/** Resources of kinds that packages/cdk does not make. */
import type { ExtraResource } from '../deployed/template.ts'
import type { Reader } from './resources.ts'

const inService = (service: string, kinds: string): readonly string[] =>
  kinds.split(' ').map((kind) => `AWS::${service}::${kind}`)

/** The kinds that packages/cdk makes. A list of dangerous ones would always lack the next. */
const made = [
  ...inService('ApiGatewayV2', 'Api Authorizer Integration Route Stage DomainName ApiMapping'),
  ...inService('Cognito', 'ManagedLoginBranding UserPool UserPoolClient UserPoolDomain UserPoolResourceServer'),
  ...inService('DynamoDB', 'Table'),
  ...inService('IAM', 'Policy Role'),
  ...inService('Lambda', 'Function Permission'),
  ...inService('Logs', 'LogGroup'),
  ...inService('SSM', 'Parameter'),
]

/** Kinds that watch, name, encrypt or refuse, and let in no caller: they need no leave. */
const harmless = [
  ...inService('Budgets', 'Budget'),
  ...inService('CDK', 'Metadata'),
  ...inService('CertificateManager', 'Certificate'),
  ...inService('CloudWatch', 'Alarm AnomalyDetector CompositeAlarm Dashboard'),
  ...inService('KMS', 'Alias Key'),
  ...inService('Logs', 'MetricFilter QueryDefinition'),
  ...inService('Route53', 'HealthCheck HostedZone RecordSet RecordSetGroup'),
  ...inService('SES', 'ConfigurationSet EmailIdentity'),
  ...inService('SNS', 'Subscription Topic'),
  ...inService('WAFv2', 'IPSet LoggingConfiguration RegexPatternSet RuleGroup WebACL WebACLAssociation'),
]

const known = new Set([...made, ...harmless])

/** In the template’s order. */
export const readExtras = (reader: Reader): readonly ExtraResource[] =>
  reader.all.filter(({ type }) => !known.has(type)).map(({ place, type }) => ({ resource: place, type }))
