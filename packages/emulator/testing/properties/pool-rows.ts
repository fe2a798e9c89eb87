/** The pool, its domain and its resource servers. */
import {
  DescribeUserPoolCommand,
  ForgotPasswordCommand,
  GetUserCommand,
  ListResourceServersCommand,
  SignUpCommand,
  UpdateUserAttributesCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import type { Emulated } from './emulated.ts'
import { clientOf, create, initiate, password, person, poolOf, setPassword, signIn, update } from './people.ts'
import { outcome, rowsOf, starts } from './row.ts'

const pool = rowsOf('AWS::Cognito::UserPool', '/garage/Pool/Resource')
const domain = rowsOf('AWS::Cognito::UserPoolDomain', '/garage/SignIn/Domain/Resource')
const server = rowsOf('AWS::Cognito::UserPoolResourceServer', '/garage/ResourceServers/fleet/Resource')

const policy = 'Policies.PasswordPolicy'
const day = 86_400_000
const described = async (emulated: Emulated) =>
  (await emulated.cognito.send(new DescribeUserPoolCommand({ UserPoolId: poolOf(emulated).id }))).UserPool
const servers = async (emulated: Emulated) =>
  (await emulated.cognito.send(new ListResourceServersCommand({ UserPoolId: poolOf(emulated).id, MaxResults: 50 })))
    .ResourceServers
const signUp = (emulated: Emulated) =>
  outcome(
    emulated.cognito.send(
      new SignUpCommand({ ClientId: clientOf(emulated, 'garage-app').id, Username: 'a@b.example', Password: password }),
    ),
  )
const given = (emulated: Emulated, attributes: Record<string, string>) =>
  outcome(create(emulated, attributes).then(() => 'done'))

const forgotten = async (emulated: Emulated) => {
  const Username = await person(emulated)
  const forgot = new ForgotPasswordCommand({ ClientId: clientOf(emulated, 'garage-app').id, Username })
  const refused = await outcome(emulated.cognito.send(forgot).then(() => undefined))
  return refused ?? emulated.lines.find((line) => line.includes(`mail to ${Username}`))
}

/** Somebody changes their own address: whom a code went to, and which address holds. */
const moved = async (emulated: Emulated) => {
  const { AccessToken } = await signIn(emulated)
  const UserAttributes = [{ Name: 'email', Value: 'new@fleet.example' }]
  const change = new UpdateUserAttributesCommand({ AccessToken, UserAttributes })
  const { CodeDeliveryDetailsList = [] } = await emulated.cognito.send(change)
  const { UserAttributes: now = [] } = await emulated.cognito.send(new GetUserCommand({ AccessToken }))
  const email = now.find(({ Name }) => Name === 'email')?.Value
  return `${CodeDeliveryDetailsList.length} codes, ${email === 'new@fleet.example' ? 'new' : 'old'} address`
}

const mechanisms = 'AccountRecoverySetting.RecoveryMechanisms[]'
const kept = 'UserAttributeUpdateSettings.AttributesRequireVerificationBeforeUpdate[]'

export const poolRows = [
  pool(`${mechanisms}.Name`, 'admin_only', forgotten, /Contact administrator/),
  pool(`${mechanisms}.Priority`, 3, forgotten, /Contact administrator/, {
    given: {
      [mechanisms]: [
        { Name: 'verified_email', Priority: 1 },
        { Name: 'admin_only', Priority: 2 },
      ],
    },
  }),
  pool('AutoVerifiedAttributes[]', [], moved, /^0 codes/, { given: { [kept]: [] } }),
  pool(kept, [], moved, /new address$/),
  pool('VerificationMessageTemplate.EmailMessage', 'Other {####}', forgotten, /: Other \d{6}$/),
  pool('VerificationMessageTemplate.EmailSubject', 'Other', forgotten, /: Other: /),
  pool('AdminCreateUserConfig.AllowAdminCreateUserOnly', false, signUp, /does not emulate `SignUp`/),
  pool('EnabledMfas[]', 'SMS_MFA', starts, /EnabledMfas\.0: missing or malformed/),
  pool('LambdaConfig.PreTokenGenerationConfig.LambdaArn', 'arn:x', starts, /names no `AWS::Lambda::Function`/),
  pool(
    'LambdaConfig.PreTokenGenerationConfig.LambdaVersion',
    'V1_0',
    async (emulated) => {
      await signIn(emulated)
      return emulated.events.at(-1)?.version
    },
    /^1$/,
  ),
  pool('MfaConfiguration', 'ON', async (emulated) => (await signIn(emulated)).ChallengeName, /^MFA_SETUP$/),
  pool(`${policy}.MinimumLength`, 30, (emulated) => setPassword(emulated, password), /Password not long enough/),
  pool(`${policy}.RequireLowercase`, false, (emulated) => setPassword(emulated, password.toUpperCase()), /^done$/),
  pool(`${policy}.RequireUppercase`, false, (emulated) => setPassword(emulated, password.toLowerCase()), /^done$/),
  pool(`${policy}.RequireNumbers`, false, (emulated) => setPassword(emulated, 'Correct-Horse-Battery'), /^done$/),
  pool(`${policy}.RequireSymbols`, false, (emulated) => setPassword(emulated, 'CorrectHorseBattery1'), /^done$/),
  pool(
    `${policy}.TemporaryPasswordValidityDays`,
    9,
    async (emulated) => {
      const name = await create(emulated, {}, { TemporaryPassword: password })
      emulated.now += 5 * day
      return outcome(initiate(emulated, name).then(({ ChallengeName }) => ChallengeName))
    },
    /^NEW_PASSWORD_REQUIRED$/,
  ),
  pool(
    'Schema[].AttributeDataType',
    'Number',
    (emulated) => given(emulated, { 'custom:org_id': 'org_north' }),
    /number/,
  ),
  pool('Schema[].Mutable', true, (emulated) => outcome(update(emulated, { 'custom:org_id': 'org_x' })), /^done$/),
  pool('Schema[].Name', 'other', (emulated) => given(emulated, { 'custom:org_id': 'org_x' }), /does not exist/),
  pool(
    'Schema[].StringAttributeConstraints.MaxLength',
    '3',
    (emulated) => given(emulated, { 'custom:org_id': 'org_x' }),
    /from 1 to 3/,
  ),
  pool(
    'Schema[].StringAttributeConstraints.MinLength',
    '9',
    (emulated) => given(emulated, { 'custom:org_id': 'org_x' }),
    /from 9 to 128/,
  ),
  pool('UserPoolName', 'other', async (emulated) => (await described(emulated))?.Name, /^other$/),
  pool('UserPoolTier', 'PLUS', async (emulated) => (await described(emulated))?.UserPoolTier, /^PLUS$/),
  pool('UsernameAttributes[]', 'phone_number', starts, /UsernameAttributes\.0: missing or malformed/),
  pool(
    'UsernameConfiguration.CaseSensitive',
    true,
    async (emulated) => {
      const name = (await person(emulated)).toUpperCase()
      return outcome(initiate(emulated, name).then(() => 'signed in'))
    },
    /Incorrect username or password/,
  ),
  pool('VerificationMessageTemplate.DefaultEmailOption', 'CONFIRM_WITH_LINK', starts, /DefaultEmailOption: missing or/),

  domain(
    'Domain',
    'other',
    async ({ cognitoUrl }) => (await fetch(`${cognitoUrl}/other/login`)).status !== 404,
    /^true$/,
  ),
  domain('UserPoolId', 'gone', starts, /names no `AWS::Cognito::UserPool`/),

  server('Identifier', 'other', servers, /"Identifier":"other"/),
  server('Name', 'Other', servers, /"Name":"Other"/),
  server('Scopes[].ScopeDescription', 'Other', servers, /"ScopeDescription":"Other"/),
  server('Scopes[].ScopeName', 'other', servers, /"ScopeName":"other"/),
  server('UserPoolId', 'gone', starts, /names no `AWS::Cognito::UserPool`/),
]
