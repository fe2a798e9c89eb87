/** The properties of resources that no pinned SDK tells of, one by one. What stands inside of them, rules judge. */
import type { Thing } from './row.ts'

const properties = (type: string, own: string, harmless: string): Thing => ({
  type,
  shapes: '',
  own,
  harmless: { 'opens nothing': harmless },
})

export const otherThings = {
  function: properties(
    'AWS::Lambda::Function',
    'Code Environment FileSystemConfigs Handler ImageConfig Layers PackageType Role Runtime RuntimeManagementConfig',
    'Architectures CodeSigningConfigArn Description EphemeralStorage FunctionName KmsKeyArn LoggingConfig MemorySize RecursiveLoop ReservedConcurrentExecutions SnapStart Tags Timeout TracingConfig VpcConfig',
  ),
  // `RS069` takes no other property.
  permission: properties(
    'AWS::Lambda::Permission',
    'Action EventSourceToken FunctionName FunctionUrlAuthType InvokedViaFunctionUrl Principal PrincipalOrgID SourceAccount SourceArn',
    '',
  ),
  policy: properties('AWS::IAM::Policy', 'Groups PolicyDocument PolicyName Roles Users', ''),
  role: properties(
    'AWS::IAM::Role',
    'AssumeRolePolicyDocument ManagedPolicyArns Policies',
    'Description MaxSessionDuration Path PermissionsBoundary RoleName Tags',
  ),
  table: properties(
    'AWS::DynamoDB::Table',
    'DeletionProtectionEnabled PointInTimeRecoverySpecification ResourcePolicy TableName',
    'AttributeDefinitions BillingMode ContributorInsightsSpecification GlobalSecondaryIndexes KeySchema LocalSecondaryIndexes OnDemandThroughput ProvisionedThroughput SSESpecification TableClass Tags TimeToLiveSpecification WarmThroughput',
  ),
  log: properties(
    'AWS::Logs::LogGroup',
    'LogGroupName ResourcePolicyDocument',
    'KmsKeyId LogGroupClass RetentionInDays Tags',
  ),
  parameter: properties('AWS::SSM::Parameter', 'Name Type Value', 'AllowedPattern DataType Description Tags Tier'),
  domain: properties(
    'AWS::ApiGatewayV2::DomainName',
    'DomainName DomainNameConfigurations',
    'MutualTlsAuthentication Tags',
  ),
  mapping: properties('AWS::ApiGatewayV2::ApiMapping', 'ApiId ApiMappingKey DomainName Stage', ''),
  branding: properties(
    'AWS::Cognito::ManagedLoginBranding',
    'ClientId UserPoolId',
    'Assets ReturnMergedResources Settings UseCognitoProvidedValues',
  ),
}
