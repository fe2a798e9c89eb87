/** Tokens without a sign-in: renewed, of machines, and revoked. */
import { z } from 'zod'
import { AwsError, type Operations } from '../../aws-json/index.ts'
import type { CognitoContext } from '../context.ts'
import { invalid, notAuthorized } from '../errors.ts'
import { tokenOfMachine } from '../oauth/client-credentials.ts'
import { OAuthError } from '../oauth/form.ts'
import { isJwt } from '../oauth/revoke-and-user-info.ts'
import { provesSecret } from '../secrets.ts'
import type { At } from '../sign-in/index.ts'
import type { Family } from '../state/families.ts'
import type { IssuedTokens } from '../tokens/issue.ts'
import { familyFor, refresh } from '../tokens/refresh.ts'
import { callsOn, withTriggerErrors } from './shared.ts'

const ClientMetadata = z.record(z.string(), z.string()).default({})
const ClientSecret = z.string().optional()

/** The exception is documented (model); its words are general knowledge. */
function requireSecret({ client }: At, given: string | undefined): void {
  if (!provesSecret(client, given)) throw notAuthorized('Invalid client secret')
}

export function tokenOperations(context: CognitoContext): Operations {
  const { application } = callsOn(context)
  return {
    // With and without rotation (aws-facts §F). A `DeviceKey` is not looked at: no pool here remembers devices. That no
    // sign-in flow must be enabled is inferred.
    GetTokensFromRefreshToken: application(
      { RefreshToken: z.string().min(1), ClientSecret, ClientMetadata },
      (at, input) => {
        requireSecret(at, input.ClientSecret)
        return withTriggerErrors(() => refreshed(context, at, input.RefreshToken, () => {}, input.ClientMetadata))
      },
    ),

    // By the rules of the client credentials grant, without a domain (aws-facts §C). Unknown: which exception a failing
    // trigger becomes, as the model lists none of the usual three. Ours are those.
    GetClientToken: application(
      { Secret: z.string(), Scopes: z.array(z.string().min(1)).default([]), ClientMetadata },
      ({ pool, client }, { Secret, Scopes, ClientMetadata: metadata }) => {
        // Documented (model): a secret, and this flow as the only one. The exceptions and their words are inferred.
        requireSecret({ pool, client }, Secret)
        if (client.authFlows.join() !== 'ALLOW_CLIENT_TOKEN_AUTH') {
          throw invalid('CLIENT_TOKEN_AUTH flow not enabled for this client')
        }
        return withTriggerErrors(async () => {
          try {
            const asked = Scopes.length === 0 ? undefined : Scopes
            const { accessToken, expiresIn } = await tokenOfMachine(context, pool, client, asked, metadata)
            return {
              ClientAuthenticationResult: { AccessToken: accessToken, ExpiresIn: expiresIn, TokenType: 'Bearer' },
            }
          } catch (error) {
            if (error instanceof OAuthError) throw invalid(error.reason)
            throw error
          }
        })
      },
    ),

    RevokeToken: application({ Token: z.string().min(1), ClientSecret }, (at, input) => {
      const { pool, client } = at
      // The exceptions are those that the API lists (documented); which one stands for what is inferred.
      requireSecret(at, input.ClientSecret)
      if (!client.tokenRevocation) {
        throw new AwsError('UnsupportedOperationException', 'Token revocation is not enabled for this client')
      }
      if (isJwt(input.Token)) throw new AwsError('UnsupportedTokenTypeException', 'Unsupported token type')
      const family = context.families.byRefreshToken(pool.id, input.Token)
      if (family !== undefined && family.client !== client.id) {
        throw new AwsError('UnauthorizedException', 'The token was issued to another client')
      }
      if (family !== undefined) context.families.revoke(pool.id, family.id)
    }),
  }
}

/** New tokens for a refresh token. `check`: whether the caller may have them. @throws {TriggerFailure} */
export async function refreshed(
  context: CognitoContext,
  { pool, client }: At,
  refreshToken: string,
  check: (family: Family) => void,
  clientMetadata: Readonly<Record<string, string>> = {},
): Promise<object> {
  const family = familyFor(context, pool, client, refreshToken)
  check(family)
  const result = await refresh(context, { pool, client, refreshToken, family, clientMetadata })
  return authenticationResult(result.tokens, result.refreshToken)
}

/** Tokens as every sign-in and refresh answers them. */
export const authenticationResult = (tokens: IssuedTokens, refreshToken: string | undefined) => ({
  AuthenticationResult: {
    AccessToken: tokens.accessToken,
    IdToken: tokens.idToken,
    ...(refreshToken === undefined ? {} : { RefreshToken: refreshToken }),
    ExpiresIn: tokens.expiresIn,
    TokenType: 'Bearer',
  },
})
