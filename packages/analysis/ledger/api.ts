/** What the members of an HTTP API and its parts are to Scopegate. */
import { type Door, door, type Thing } from './row.ts'

const webSocket = 'means nothing to an HTTP API'
const labels = 'describes'
const elsewhere = 'Somebody else gets the tokens of callers'

/** `RS068` takes only integrations that hand the request on as it is. */
const ofIntegration = (member: string, why: string, open: Door['open'], closed: readonly string[] = []): Door =>
  door(member, why, open, 'RS068', { closed })

export const apiThings = {
  api: {
    type: 'AWS::ApiGatewayV2::Api',
    shapes: 'CreateApiRequest UpdateApiRequest GetApiResponse',
    compared: 'ProtocolType DisableExecuteApiEndpoint CorsConfiguration.{ExposeHeaders MaxAge}',
    own: 'Name',
    harmless: {
      [labels]: 'Description Tags Version',
      [webSocket]: 'ApiKeySelectionExpression DisableSchemaValidation RouteSelectionExpression',
      'how the address is resolved': 'IpAddressType',
      'makes a route when the API is made, and RS036 reports it': 'CredentialsArn RouteKey Target',
    },
    reported: 'ApiEndpoint ApiGatewayManaged ApiId CreatedDate ImportInfo Warnings',
    // RS036 reports them: they make routes.
    properties: 'Body BodyS3Location',
    doors: [
      door('CorsConfiguration.AllowOrigins', 'Foreign pages call', ['https://evil.example'], 'RS059 cors_origin_extra'),
      door('CorsConfiguration.AllowMethods', 'Pages do more', ['DELETE'], 'RS059 cors_method_extra'),
      door('CorsConfiguration.AllowHeaders', 'Pages send more', ['x-more'], 'RS059 cors_header_extra'),
      door('CorsConfiguration.AllowCredentials', 'Pages send cookies', true, 'RS059 cors_credentials'),
    ],
  },
  route: {
    type: 'AWS::ApiGatewayV2::Route',
    shapes: 'CreateRouteRequest UpdateRouteRequest Route',
    own: 'ApiId RouteKey',
    harmless: {
      [webSocket]:
        'ApiKeyRequired ModelSelectionExpression RequestModels RequestParameters.*.Required RouteResponseSelectionExpression',
      [labels]: 'OperationName',
    },
    reported: 'RouteId ApiGatewayManaged',
    doors: [
      door('AuthorizationType', 'Anybody calls', 'NONE', 'RS037 route_authorization'),
      door('AuthorizationScopes', 'Other tokens open it', ['openid'], 'RS039 route_scope_extra'),
      door('AuthorizerId', 'Tokens of others open it', 'theirs', 'RS040 route_tokens'),
      door('Target', elsewhere, 'integrations/theirs', 'RS068 route_target'),
    ],
  },
  integration: {
    type: 'AWS::ApiGatewayV2::Integration',
    shapes: 'CreateIntegrationRequest UpdateIntegrationRequest Integration',
    compared: 'PayloadFormatVersion',
    own: 'ApiId',
    harmless: {
      [webSocket]: 'ContentHandlingStrategy PassthroughBehavior RequestTemplates TemplateSelectionExpression',
      [labels]: 'Description',
      'how long the gateway waits': 'TimeoutInMillis',
    },
    reported: 'IntegrationId ApiGatewayManaged IntegrationResponseSelectionExpression',
    doors: [
      ofIntegration('IntegrationUri', elsewhere, 'https://evil.example'),
      ofIntegration('IntegrationType', elsewhere, 'HTTP_PROXY', ['AWS_PROXY']),
      ofIntegration('IntegrationSubtype', elsewhere, 'SQS-SendMessage'),
      ofIntegration('IntegrationMethod', 'The request is another', 'GET', ['POST']),
      ofIntegration('ConnectionType', elsewhere, 'VPC_LINK', ['INTERNET']),
      ofIntegration('ConnectionId', elsewhere, 'theirs'),
      ofIntegration('CredentialsArn', 'The gateway acts as another role', 'arn:aws:iam::111122223333:role/theirs'),
      ofIntegration('RequestParameters', 'The request is another', { 'overwrite:path': '/v1/all' }),
      ofIntegration('ResponseParameters', 'The answer is another', { 200: { 'overwrite:header.x': 'y' } }),
      ofIntegration('TlsConfig.ServerNameToVerify', elsewhere, 'evil.example'),
    ],
  },
  stage: {
    type: 'AWS::ApiGatewayV2::Stage',
    shapes: 'CreateStageRequest UpdateStageRequest Stage',
    compared:
      'AccessLogSettings.{DestinationArn Format} AutoDeploy DefaultRouteSettings.{ThrottlingBurstLimit ThrottlingRateLimit}',
    own: 'ApiId',
    harmless: {
      [labels]: 'Description Tags',
      [webSocket]:
        'ClientCertificateId DefaultRouteSettings.{DataTraceEnabled LoggingLevel} RouteSettings.*.{DataTraceEnabled LoggingLevel}',
      'counts calls': 'DefaultRouteSettings.DetailedMetricsEnabled RouteSettings.*.DetailedMetricsEnabled',
      'changes with every deployment, and `AutoDeploy` takes the newest': 'DeploymentId',
      'can only stand in integrations, which are compared as they are': 'StageVariables',
    },
    reported: 'ApiGatewayManaged CreatedDate LastDeploymentStatusMessage LastUpdatedDate',
    doors: [
      door('StageName', 'Nobody watches that address', 'open', 'RS073', { closed: ['$default'] }),
      door('RouteSettings.*.ThrottlingBurstLimit', 'One caller takes it all', 9000, 'RS073'),
      door('RouteSettings.*.ThrottlingRateLimit', 'One caller takes it all', 9000, 'RS073'),
    ],
  },
  authorizer: {
    type: 'AWS::ApiGatewayV2::Authorizer',
    shapes: 'CreateAuthorizerRequest UpdateAuthorizerRequest Authorizer',
    own: 'ApiId Name',
    harmless: {
      'tells of a function, and an authorizer that is one is a door':
        'AuthorizerCredentialsArn AuthorizerPayloadFormatVersion AuthorizerResultTtlInSeconds AuthorizerUri EnableSimpleResponses',
      [webSocket]: 'IdentityValidationExpression',
    },
    reported: 'AuthorizerId',
    doors: [
      door('AuthorizerType', 'A function decides who gets in', 'REQUEST', 'RS040', { closed: ['JWT'] }),
      door('IdentitySource', 'Tokens stand in addresses', ['$request.querystring.token'], 'RS041', {
        closed: ['$request.header.Authorization'],
      }),
      door('JwtConfiguration.Issuer', 'Tokens of others count', 'https://evil.example', 'RS040 route_tokens'),
      door('JwtConfiguration.Audience', 'Tokens of others count', ['theirs'], 'RS040 audience_extra'),
    ],
  },
} as const satisfies Readonly<Record<string, Thing>>
