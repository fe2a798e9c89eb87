/** Cases of the rules over the functions that triggers and routes call. */
import { add, idOf, set, type TemplateCase, type TemplateEdit } from './template-case.ts'

const trigger = 'partner/TokenTrigger'
const route = 'garage-api/Api/GET--v1--deposit'
const integration = 'garage-api/Services/rental'

/** Makes the integration call another function. */
const calls =
  (place: string): TemplateEdit =>
  (template) => {
    set(integration, 'IntegrationUri', { 'Fn::GetAtt': [idOf(template, place), 'Arn'] })(template)
  }

export const functionCases: readonly TemplateCase[] = [
  {
    rule: 'RS066',
    breaks: {
      'a database of somebody’s': set('rental', 'Environment.Variables.DYNAMODB_ENDPOINT', 'https://evil.example'),
      'certificates that are not checked': set('fleet', 'Environment.Variables.NODE_TLS_REJECT_UNAUTHORIZED', '0'),
      'code at start': set(trigger, 'Environment.Variables.NODE_OPTIONS', '--import data:text/javascript,'),
      'a table by a written name': set('fleet', 'Environment.Variables.FLEET_TABLE', 'theirs'),
      'the table of another service': set('fleet', 'Environment.Variables.DEPOSITS_TABLE', { Ref: 'AWS::StackName' }),
      'a table for a trigger': set(trigger, 'Environment.Variables.DEPOSITS_TABLE', { Ref: 'AWS::StackName' }),
    },
    keeps: { 'more memory': set('fleet', 'MemorySize', 1024) },
  },
  {
    rule: 'RS067',
    breaks: {
      'code that stands in the template': set(trigger, 'Code', { ZipFile: 'exports.handler = (event) => event' }),
      'an image': set('fleet', 'Code', { ImageUri: 'somebody/image' }),
      'a bucket of somebody’s': set(trigger, 'Code.S3Bucket', 'theirs'),
      'a layer': set(trigger, 'Layers', ['arn:aws:lambda:us-east-1:123456789012:layer:theirs:1']),
      'another handler': set(trigger, 'Handler', 'other.handler'),
      'another runtime': set('fleet', 'Runtime', 'python3.14'),
    },
    keeps: { 'another bundle': set(trigger, 'Code.S3Key', 'other.zip') },
  },
  {
    rule: 'RS068',
    breaks: {
      'another address': (template) => {
        set(integration, 'IntegrationType', 'HTTP_PROXY')(template)
        set(integration, 'IntegrationUri', 'https://evil.example')(template)
      },
      'the function of another service': calls('fleet'),
      'a function that stands elsewhere': set(integration, 'IntegrationUri', 'arn:aws:lambda:us-east-1:1:function:x'),
      'a request that is rewritten': set(integration, 'RequestParameters', { 'overwrite:path': '/v1/deposit' }),
      'credentials of its own': set(integration, 'CredentialsArn', 'arn:aws:iam::123456789012:role/x'),
      'the integration of another service': (template) => {
        const other = idOf(template, 'garage-api/Services/fleet')
        set(route, 'Target', { 'Fn::Join': ['', ['integrations/', { Ref: other }]] })(template)
      },
      'no target': set(route, 'Target', undefined),
      'two functions of one name': add('rental', {}, { 'aws:cdk:path': 'Fleet/rental/Resource' }),
    },
    // Of two functions of one name nobody knows whose the tables are.
    also: ['RS066'],
    keeps: { 'a shorter time': set(integration, 'TimeoutInMillis', 5000) },
  },
]
