/** Signing in through the real AWS SDK. */
import { type AuthFlowType, InitiateAuthCommand } from '@aws-sdk/client-cognito-identity-provider'
import { shop } from './pools.ts'
import type { World } from './world.ts'

/** `InitiateAuth`, by default as the public SDK client with a password. */
export const auth = (
  { sdk }: World,
  AuthParameters: Record<string, string>,
  ClientId = 'appid',
  AuthFlow: AuthFlowType = 'USER_PASSWORD_AUTH',
) => sdk.send(new InitiateAuthCommand({ AuthFlow, ClientId, AuthParameters }))

export const credentials = ({ person }: World) => ({ USERNAME: person.email, PASSWORD: person.password })

/** The tokens of a fresh SDK sign-in. */
export async function sdkSignIn(world: World) {
  const { AuthenticationResult } = await auth(world, credentials(world))
  const { AccessToken = '', IdToken = '', RefreshToken = '', ExpiresIn, TokenType } = AuthenticationResult ?? {}
  return { AccessToken, IdToken, RefreshToken, ExpiresIn, TokenType }
}

export const sdkRefresh = (world: World, REFRESH_TOKEN: string, client = 'appid') =>
  auth(world, { REFRESH_TOKEN }, client, 'REFRESH_TOKEN_AUTH')

/** Names the person to an administrator's operation. */
export const target = ({ person }: World) => ({ UserPoolId: shop.id, Username: person.sub })
