/** Cases of the rules over APIs and over what belongs to nothing. */
import { add, addOfType, idOf, remove, resourceAt, set, type TemplateCase } from './template-case.ts'

const api = 'garage-api/Api'
const deposit = `${api}/GET--v1--deposit`
const stage = 'garage-api/Stage'

export const apiCases: readonly TemplateCase[] = [
  {
    rule: 'RS034',
    breaks: {
      'a client without metadata': (template) => {
        delete resourceAt(template, 'partner/south-kiosk').Metadata['scopegate:client']
      },
      'a client of another name': (template) => {
        resourceAt(template, 'partner/south-kiosk').Metadata['scopegate:client'] = 'south'
      },
      'one client more, under the name of another': add(
        'partner/south-kiosk',
        {},
        { 'scopegate:client': 'south-kiosk' },
      ),
      'one API more': addOfType('AWS::ApiGatewayV2::Api', { Name: 'garage', ProtocolType: 'HTTP' }),
      'an API of another name': (template) => {
        resourceAt(template, api).Metadata['scopegate:pool'] = 'garages'
      },
      'an API without metadata, under the name of a pool': (template) => {
        delete resourceAt(template, api).Metadata['scopegate:pool']
        set(api, 'Name', 'garage')(template)
      },
      'a pool of another name': (template) => {
        resourceAt(template, 'garage/Pool').Metadata['scopegate:pool'] = 'garages'
      },
      'a pool without metadata, under the name of one': (template) => {
        delete resourceAt(template, 'garage/Pool').Metadata['scopegate:pool']
        set('garage/Pool', 'UserPoolName', 'garage')(template)
      },
      'one pool more': add('garage/Pool', { UserPoolName: 'garage' }),
    },
    // What is under another name is missing under its own, everywhere.
    also: ['RS035', 'RS040', 'RS061', 'RS063', 'RS072'],
    keeps: {
      'a resource of another kind': addOfType('AWS::Logs::LogGroup'),
    },
  },
  {
    rule: 'RS035',
    breaks: {
      'no client `admin-portal`': (template) => {
        const id = idOf(template, 'admin/admin-portal')
        remove('admin/admin-portal')(template)
        const { JwtConfiguration } = resourceAt(template, 'admin-api/Api/admin-tokens').Properties
        if (!JSON.stringify(JwtConfiguration).includes(id)) throw new Error('The authorizer does not name the client')
      },
      'no pool of operators': remove('admin/Pool'),
      'no API of partners': (template) => {
        const id = idOf(template, 'partner-api/Api')
        for (const [name, { Properties }] of Object.entries(template.Resources)) {
          if (JSON.stringify(Properties).includes(`"ApiId":{"Ref":"${id}"}`)) delete template.Resources[name]
        }
        remove('partner-api/Api')(template)
      },
    },
    // Clients of a pool that is not there, and whatever names it.
    also: ['RS036', 'RS040', 'RS061', 'RS063', 'RS065', 'RS069'],
    keeps: {
      'no branding of the sign-in pages': (template) => {
        for (const [name, { Type }] of Object.entries(template.Resources)) {
          if (Type === 'AWS::Cognito::ManagedLoginBranding') delete template.Resources[name]
        }
      },
    },
  },
  {
    rule: 'RS036',
    breaks: {
      'a function URL': addOfType('AWS::Lambda::Url', { AuthType: 'NONE' }),
      'a REST API': addOfType('AWS::ApiGateway::RestApi'),
      'a WebSocket API': addOfType('AWS::ApiGatewayV2::Api', { ProtocolType: 'WEBSOCKET' }),
      'a nested stack': addOfType('AWS::CloudFormation::Stack'),
      'a stack set': addOfType('AWS::CloudFormation::StackSet'),
      'a resource that a function of somebody’s makes': addOfType('Custom::Anything', { ServiceToken: 'arn' }),
      'a foreign identity provider': addOfType('AWS::Cognito::UserPoolIdentityProvider'),
      'a user': addOfType('AWS::Cognito::UserPoolUser'),
      'an identity pool': addOfType('AWS::Cognito::IdentityPool'),
      'a user of the account': addOfType('AWS::IAM::User'),
      'a stage of an API that stands elsewhere': add(stage, { ApiId: 'fakeapi000' }),
      'routes in a body': set(api, 'Body', {}),
      'a route of its own by a target': set(api, 'Target', 'arn:aws:lambda:us-east-1:123456789012:function:x'),
      'a client of a pool that stands elsewhere': add('partner/south-kiosk', { UserPoolId: 'us-east-1_FAKE00001' }),
      'a route of an API that stands elsewhere': add(deposit, { ApiId: 'fakeapi000' }),
    },
    keeps: {
      'a function': addOfType('AWS::Lambda::Function'),
      ...Object.fromEntries(
        [
          'AWS::CloudWatch::Alarm',
          'AWS::CloudWatch::Dashboard',
          'AWS::Logs::MetricFilter',
          'AWS::SNS::Topic',
          'AWS::WAFv2::WebACL',
          'AWS::Route53::RecordSet',
          'AWS::CertificateManager::Certificate',
          'AWS::SES::EmailIdentity',
          'AWS::KMS::Key',
        ].map((type) => [`${type}, which lets in no caller`, addOfType(type)]),
      ),
    },
  },
]
