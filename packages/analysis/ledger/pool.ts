/** What the members of a user pool are to Scopegate, and of what hangs on it as a whole. */
import { door, namesIn, type Thing } from './row.ts'

const type = 'AWS::Cognito::UserPool'
const texts = 'the text of a message, or how it is sent'
const theirs = 'arn:aws:lambda:us-east-1:111122223333:function:theirs'
const otherTrigger = 'A function says who somebody is, makes people, or learns their codes'
const risk = 'A judgement of risk decides who gets in'
const numberIsFactor = 'Who takes over a telephone number has the second factor'
const holdsKey = 'Who holds the key can end every sign-in'

export const poolThings = {
  pool: {
    type,
    shapes: 'CreateUserPoolRequest UpdateUserPoolRequest UserPoolType',
    compared:
      'Policies.PasswordPolicy.{MinimumLength RequireUppercase RequireLowercase RequireNumbers RequireSymbols TemporaryPasswordValidityDays} DeletionProtection AutoVerifiedAttributes UsernameAttributes UserAttributeUpdateSettings.AttributesRequireVerificationBeforeUpdate UsernameConfiguration.CaseSensitive',
    own: 'LambdaConfig.{PreTokenGeneration PreTokenGenerationConfig.LambdaVersion} MfaConfiguration UserPoolTier Schema.{Name AttributeDataType Mutable StringAttributeConstraints.MinLength StringAttributeConstraints.MaxLength}',
    harmless: {
      [texts]:
        'SmsVerificationMessage EmailVerificationMessage EmailVerificationSubject SmsAuthenticationMessage VerificationMessageTemplate.{SmsMessage EmailMessage EmailSubject EmailMessageByLink EmailSubjectByLink DefaultEmailOption} AdminCreateUserConfig.InviteMessageTemplate.{SMSMessage EmailMessage EmailSubject} EmailConfiguration.{SourceArn ReplyToEmailAddress EmailSendingAccount From ConfigurationSet}',
      'sends text messages, and to sign in with one is a door':
        'SmsConfiguration.{SnsCallerArn ExternalId SnsRegion EumsSms.CallerArn EumsSms.ExternalId EumsSms.OriginationIdentity EumsSms.ConfigurationSetName EumsSms.InEntityId EumsSms.InTemplateId EumsSms.Region}',
      'asks people for more':
        'Policies.PasswordPolicy.PasswordHistorySize AdminCreateUserConfig.UnusedAccountValidityDays',
      'how an attribute is stored, of which none decides but `org_id` and `role`':
        'Schema.{DeveloperOnlyAttribute Required NumberAttributeConstraints.MinValue NumberAttributeConstraints.MaxValue}',
      'other names for people who choose their user name, which RS047 refuses': 'AliasAttributes',
      'encrypts codes for a sender, and the sender is a door': 'LambdaConfig.KMSKeyID',
      'when a device is remembered, and what that is worth is a door':
        'DeviceConfiguration.DeviceOnlyRememberedOnUserPrompt',
      'means nothing while registration is off, and registration is a door':
        'DcrConfiguration.{AuthenticatedGrantTypes OpenDcrGrantTypes AllowedScopes}',
      'the order of ways to recover an account': 'AccountRecoverySetting.RecoveryMechanisms.Priority',
      'labels for bills': 'UserPoolTags',
    },
    reported:
      'UserPoolId PoolName Id Name Arn Status LastModifiedDate CreationDate EstimatedNumberOfUsers SmsConfigurationFailure EmailConfigurationFailure Domain CustomDomain SchemaAttributes.{Name AttributeDataType DeveloperOnlyAttribute Mutable Required NumberAttributeConstraints.MinValue NumberAttributeConstraints.MaxValue StringAttributeConstraints.MinLength StringAttributeConstraints.MaxLength}',
    properties: 'UserPoolName',
    doors: [
      ...namesIn(
        'LambdaConfig.{PreSignUp CustomMessage PostConfirmation PreAuthentication PostAuthentication DefineAuthChallenge CreateAuthChallenge VerifyAuthChallengeResponse UserMigration CustomSMSSender.LambdaArn CustomEmailSender.LambdaArn InboundFederation.LambdaArn}',
      ).map((member) => door(member, otherTrigger, theirs, 'RS070 trigger_extra')),
      ...namesIn('LambdaConfig.{CustomSMSSender CustomEmailSender InboundFederation}').map((member) =>
        door(`${member}.LambdaVersion`, otherTrigger, 'V1_0', 'RS070 trigger_extra'),
      ),
      door(
        'LambdaConfig.PreTokenGenerationConfig.LambdaArn',
        'Another function writes organizations and roles into tokens',
        theirs,
        'RS062 trigger_function',
      ),
      door('AdminCreateUserConfig.AllowAdminCreateUserOnly', 'Anybody signs up', false, 'RS070 pool_sign_up'),
      door('DcrConfiguration.EnableStatus', 'Applications register clients', 'ENABLED', '', { closed: ['DISABLED'] }),
      door('DcrConfiguration.OpenDcrEnabled', 'Anybody registers a client', true, '', { closed: [false] }),
      door('AcrConfiguration.*.AcrValue', 'A weak sign-in may bear the name of a strong one', 'urn:strong'),
      door('IssuerConfiguration.Type', 'Tokens name another issuer', 'UPDATED', '', { closed: ['ORIGINAL'] }),
      door('KeyConfiguration.KeyType', holdsKey, 'CUSTOMER_MANAGED_KEY', '', { closed: ['AWS_OWNED_KEY'] }),
      door('KeyConfiguration.KmsKeyArn', holdsKey, 'arn:aws:kms:us-east-1:111122223333:key/theirs'),
      door('UserPoolAddOns.AdvancedSecurityMode', risk, 'ENFORCED', '', { closed: ['OFF'] }),
      door('UserPoolAddOns.AdvancedSecurityAdditionalFlows.CustomAuthMode', risk, 'ENFORCED'),
      door(
        'Policies.SignInPolicy.AllowedFirstAuthFactors',
        'People sign in without a password',
        ['SMS_OTP', 'EMAIL_OTP', 'WEB_AUTHN', 'SOFTWARE_TOKEN'],
        '',
        { closed: ['PASSWORD'] },
      ),
      door(
        'AccountRecoverySetting.RecoveryMechanisms.Name',
        'Who takes over a telephone number takes over the account',
        'verified_phone_number',
        '',
        { closed: ['verified_email', 'admin_only'] },
      ),
      door(
        'DeviceConfiguration.ChallengeRequiredOnNewDevice',
        'A remembered device may stand in for the second factor',
        true,
        '',
        { closed: [false] },
      ),
    ],
  },
  'factors of a pool': {
    type,
    shapes: 'SetUserPoolMfaConfigRequest GetUserPoolMfaConfigResponse',
    own: 'MfaConfiguration SoftwareTokenMfaConfiguration.Enabled',
    reported:
      'UserPoolId SmsMfaConfiguration.{SmsAuthenticationMessage SmsConfiguration.ExternalId SmsConfiguration.SnsRegion SmsConfiguration.EumsSms.ExternalId SmsConfiguration.EumsSms.OriginationIdentity SmsConfiguration.EumsSms.ConfigurationSetName SmsConfiguration.EumsSms.InEntityId SmsConfiguration.EumsSms.InTemplateId SmsConfiguration.EumsSms.Region} EmailMfaConfiguration.Message',
    doors: [
      ...namesIn('SmsMfaConfiguration.SmsConfiguration.{SnsCallerArn EumsSms.CallerArn}').map((member) =>
        door(member, numberIsFactor, 'arn:aws:iam::111122223333:role/sms', 'RS074', {
          property: ['EnabledMfas', 'SMS_MFA'],
        }),
      ),
      door('EmailMfaConfiguration.Subject', 'Who reads the mail has the second factor', 'Your code', 'RS074', {
        property: ['EnabledMfas', 'EMAIL_OTP'],
      }),
      door('WebAuthnConfiguration.RelyingPartyId', 'Pages of that domain ask for passkeys', 'evil.example', '', {
        property: ['WebAuthnRelyingPartyID', 'evil.example'],
      }),
      door('WebAuthnConfiguration.UserVerification', 'A passkey counts without its owner', 'discouraged', '', {
        closed: ['preferred', 'required'],
        property: ['WebAuthnUserVerification', 'discouraged'],
      }),
      door(
        'WebAuthnConfiguration.FactorConfiguration',
        'A passkey counts as both factors',
        'MULTI_FACTOR_WITH_USER_VERIFICATION',
        '',
        {
          closed: ['SINGLE_FACTOR'],
          property: ['WebAuthnFactorConfiguration', 'MULTI_FACTOR_WITH_USER_VERIFICATION'],
        },
      ),
    ],
  },
  'sessions of a pool': {
    type,
    shapes: 'SetUserPoolSessionConfigurationRequest GetUserPoolSessionConfigurationResponse',
    reported: 'UserPoolId UserSessionTracking',
    doors: [
      door('TokenSession.MaxPerUser', 'A stolen sign-in lives on beside more others', 100, 'RS091', { most: 20 }),
    ],
  },
  'judgement of risk': {
    type: 'AWS::Cognito::UserPoolRiskConfigurationAttachment',
    shapes: 'SetRiskConfigurationRequest RiskConfigurationType',
    harmless: {
      'refuses more':
        'CompromisedCredentialsRiskConfiguration.{Actions.EventAction EventFilter} RiskExceptionConfiguration.BlockedIPRangeList',
      [texts]:
        'AccountTakeoverRiskConfiguration.Actions.{LowAction.Notify MediumAction.Notify HighAction.Notify} AccountTakeoverRiskConfiguration.NotifyConfiguration.{SourceArn From ReplyTo BlockEmail.Subject BlockEmail.HtmlBody BlockEmail.TextBody NoActionEmail.Subject NoActionEmail.HtmlBody NoActionEmail.TextBody MfaEmail.Subject MfaEmail.HtmlBody MfaEmail.TextBody}',
    },
    reported: 'UserPoolId ClientId LastModifiedDate',
    doors: [
      ...namesIn('AccountTakeoverRiskConfiguration.Actions.{LowAction MediumAction HighAction}').map((action) =>
        door(`${action}.EventAction`, 'A sign-in that looks stolen is let in', 'NO_ACTION', 'RS036', {
          closed: ['BLOCK', 'MFA_REQUIRED', 'MFA_IF_CONFIGURED'],
        }),
      ),
      door(
        'RiskExceptionConfiguration.SkippedIPRangeList',
        'Nobody from there is judged',
        ['198.51.100.0/24'],
        'RS036',
      ),
    ],
  },
  'identity provider': {
    type: 'AWS::Cognito::UserPoolIdentityProvider',
    shapes: 'CreateIdentityProviderRequest UpdateIdentityProviderRequest IdentityProviderType',
    harmless: {
      'tells of a provider, and each provider is a door':
        'ProviderName ProviderDetails AttributeMapping IdpIdentifiers AcrMapping',
    },
    reported: 'UserPoolId LastModifiedDate CreationDate',
    doors: [door('ProviderType', 'Somebody else says who people are', 'OIDC', 'RS036')],
  },
  'sign-in domain': {
    type: 'AWS::Cognito::UserPoolDomain',
    shapes: 'CreateUserPoolDomainRequest UpdateUserPoolDomainRequest DomainDescriptionType',
    compared: 'Domain ManagedLoginVersion CustomDomainConfig.CertificateArn',
    own: 'UserPoolId',
    reported: 'AWSAccountId S3Bucket CloudFrontDistribution Version Status',
    doors: [
      door('CustomDomainConfig.SecurityPolicy', 'Passwords are sent with an old cipher', 'TLS_V1', '', {
        closed: ['TLS_V1_2_2021', 'TLS_V1_3_2025'],
      }),
      door('Routing.Failover.SecondaryRegion', 'Another Region signs people in', 'us-west-2'),
      door('Routing.Failover.PrimaryRoute53HealthCheckId', 'Who answers the check moves people elsewhere', 'a1'),
    ],
  },
  'resource server': {
    type: 'AWS::Cognito::UserPoolResourceServer',
    shapes: 'CreateResourceServerRequest UpdateResourceServerRequest ResourceServerType',
    own: 'UserPoolId Identifier Name Scopes.ScopeDescription',
    reported: 'ManagedBy',
    doors: [door('Scopes.ScopeName', 'A scope exists that nobody reviewed', 'everything', 'RS050 scope_extra')],
  },
} as const satisfies Readonly<Record<string, Thing>>
