/** App clients. */
import {
  DescribeUserPoolClientCommand,
  GetUserCommand,
  RevokeTokenCommand,
  UpdateUserAttributesCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { decodeJwt } from 'jose'
import type { Emulated } from './emulated.ts'
import { clientOf, initiate, person, poolOf, renew, signIn } from './people.ts'
import { outcome, rowsOf, starts } from './row.ts'

const type = 'AWS::Cognito::UserPoolClient'
const app = rowsOf(type, '/garage/garage-app/Resource')
const web = rowsOf(type, '/garage/garage-web/Resource')

const hour = 3_600_000
const callback = 'http://localhost:8790/callback'

const life = (token: string | undefined) => {
  const { exp = 0, iat = 0 } = decodeJwt(token ?? '')
  return exp - iat
}
const accessLife = async (emulated: Emulated) => life((await signIn(emulated)).AccessToken)
const idLife = async (emulated: Emulated) => life((await signIn(emulated)).IdToken)
const renewedAfter = (milliseconds: number) => async (emulated: Emulated) => {
  const { RefreshToken } = await signIn(emulated)
  emulated.now += milliseconds
  return outcome(renew(emulated, RefreshToken).then(() => 'renewed'))
}
const someoneSignsIn = async (emulated: Emulated) =>
  outcome(initiate(emulated, await person(emulated)).then(() => 'signed in'))

/** Where the authorize endpoint sends the browser. */
const authorize = async (emulated: Emulated) => {
  const url = new URL(`${emulated.cognitoUrl}/${poolOf(emulated).domainPrefix}/oauth2/authorize`)
  url.search = new URLSearchParams({
    response_type: 'code',
    client_id: clientOf(emulated, 'garage-web').id,
    redirect_uri: callback,
    scope: 'openid',
    code_challenge: 'c'.repeat(43),
    code_challenge_method: 'S256',
  }).toString()
  const answer = await fetch(url, { redirect: 'manual' })
  return `${answer.status} ${answer.headers.get('location')?.replace(/.*\/login\?.*/, 'login')}`
}

const logout = async (emulated: Emulated) => {
  const url = new URL(`${emulated.cognitoUrl}/${poolOf(emulated).domainPrefix}/logout`)
  url.search = new URLSearchParams({
    client_id: clientOf(emulated, 'garage-web').id,
    logout_uri: 'http://localhost:8790/',
  }).toString()
  return (await fetch(url, { redirect: 'manual' })).status
}

export const clientRows = [
  app('AccessTokenValidity', 20, accessLife, /^1200$/),
  app('IdTokenValidity', 20, idLife, /^1200$/),
  app('RefreshTokenValidity', 60, renewedAfter(2 * hour), /expired/),
  app('TokenValidityUnits.AccessToken', 'hours', accessLife, /^54000$/),
  app('TokenValidityUnits.IdToken', 'hours', idLife, /^54000$/),
  app('TokenValidityUnits.RefreshToken', 'days', renewedAfter(31 * 24 * hour), /^renewed$/, {
    given: { RefreshTokenValidity: 60 },
  }),
  app(
    'EnableTokenRevocation',
    false,
    async (emulated) => {
      const { RefreshToken: Token } = await signIn(emulated)
      const revoke = new RevokeTokenCommand({ Token, ClientId: clientOf(emulated, 'garage-app').id })
      return outcome(emulated.cognito.send(revoke).then(() => 'revoked'))
    },
    /UnsupportedOperationException/,
  ),
  app('ExplicitAuthFlows[]', ['ALLOW_CUSTOM_AUTH'], someoneSignsIn, /USER_PASSWORD_AUTH flow not enabled/),
  app('GenerateSecret', true, someoneSignsIn, /SECRET_HASH was not received/),
  app(
    'PreventUserExistenceErrors',
    'LEGACY',
    (emulated) => outcome(initiate(emulated, 'nobody@fleet.example')),
    /UserNotFoundException/,
  ),
  app(
    'ReadAttributes[]',
    ['email'],
    async (emulated) => {
      const { AccessToken } = await signIn(emulated)
      const { UserAttributes = [] } = await emulated.cognito.send(new GetUserCommand({ AccessToken }))
      return UserAttributes.map(({ Name = '' }) => Name)
        .sort()
        .join()
    },
    /^email,sub$/,
  ),
  app(
    'WriteAttributes[]',
    ['email'],
    async (emulated) => {
      const { AccessToken } = await signIn(emulated)
      const UserAttributes = [{ Name: 'name', Value: 'Eve' }]
      const change = new UpdateUserAttributesCommand({ AccessToken, UserAttributes })
      return outcome(emulated.cognito.send(change).then(() => 'written'))
    },
    /unauthorized attribute/,
  ),
  app(
    'RefreshTokenRotation.Feature',
    'DISABLED',
    async (emulated) => {
      const { AuthenticationResult } = await renew(emulated, (await signIn(emulated)).RefreshToken)
      return AuthenticationResult?.RefreshToken === undefined ? 'the same' : 'another'
    },
    /^the same$/,
  ),
  app(
    'RefreshTokenRotation.RetryGracePeriodSeconds',
    0,
    async (emulated) => {
      const { RefreshToken } = await signIn(emulated)
      await renew(emulated, RefreshToken)
      emulated.now += 30_000
      return outcome(renew(emulated, RefreshToken).then(() => 'renewed'))
    },
    /NotAuthorizedException|RefreshTokenReuseException/,
  ),
  app(
    'ClientName',
    'other',
    async (emulated) => {
      const { id: UserPoolId } = poolOf(emulated)
      const describe = new DescribeUserPoolClientCommand({ UserPoolId, ClientId: clientOf(emulated, 'garage-app').id })
      return (await emulated.cognito.send(describe)).UserPoolClient?.ClientName
    },
    /^other$/,
  ),
  app('UserPoolId', 'gone', starts, /names no `AWS::Cognito::UserPool`/),

  web('AllowedOAuthFlowsUserPoolClient', false, authorize, /unauthorized_client|^400/),
  web('AllowedOAuthFlows[]', 'implicit', authorize, /unauthorized_client/),
  web('AllowedOAuthScopes[]', 'phone', authorize, /invalid_scope/),
  web('CallbackURLs[]', 'http://localhost:9/', authorize, /^400/),
  web('LogoutURLs[]', 'http://localhost:9/', logout, /^400$/),
]
