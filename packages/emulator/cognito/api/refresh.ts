/** `GetTokensFromRefreshToken`: the one call of the SDK that renews tokens with and without rotation (aws-facts §F). */
import { z } from 'zod'
import { AwsError, type Operation, operation } from '../../aws-json/index.ts'
import { provesSecret } from '../client-secrets.ts'
import type { CognitoContext } from '../context.ts'
import type { IssuedTokens } from '../tokens/issue.ts'
import { familyFor, type RefreshRefusal, refresh, refreshRefusals } from '../tokens/refresh.ts'
import { clientById, notAuthorized, withTriggerErrors } from './shared.ts'

const Input = z.object({
  RefreshToken: z.string().min(1),
  ClientId: z.string().min(1),
  ClientSecret: z.string().optional(),
  ClientMetadata: z.record(z.string(), z.string()).default({}),
})

/** A `DeviceKey` is not looked at: no pool here remembers devices. That no sign-in flow must be enabled is inferred. */
export const getTokensFromRefreshToken = (context: CognitoContext): Operation =>
  operation(Input, ({ RefreshToken, ClientId, ClientSecret, ClientMetadata: clientMetadata }) => {
    const { pool, client } = clientById(context, ClientId)
    // The exception is documented (model); its words are general knowledge.
    if (!provesSecret(client, ClientSecret)) throw notAuthorized('Invalid client secret')
    return withTriggerErrors(async () => {
      const found = familyFor(context, pool, client, RefreshToken)
      if (!found.ok) throw refreshRefused(found.reason)
      const { family } = found
      const refreshed = await refresh(context, { pool, client, refreshToken: RefreshToken, family, clientMetadata })
      if (!refreshed.ok) throw refreshRefused(refreshed.reason)
      const { AuthenticationResult } = authenticationResult(refreshed)
      return { AuthenticationResult }
    })
  })

/** Documented (model): a refresh token that was rotated out has an exception of its own. */
export const refreshRefused = (reason: RefreshRefusal): AwsError =>
  new AwsError(reason === 'rotated' ? 'RefreshTokenReuseException' : 'NotAuthorizedException', refreshRefusals[reason])

/** Tokens as every sign-in and refresh answers them. */
export const authenticationResult = ({
  tokens,
  refreshToken,
}: {
  tokens: IssuedTokens
  refreshToken: string | undefined
}) => ({
  ChallengeParameters: {},
  AuthenticationResult: {
    AccessToken: tokens.accessToken,
    IdToken: tokens.idToken,
    ...(refreshToken === undefined ? {} : { RefreshToken: refreshToken }),
    ExpiresIn: tokens.expiresIn,
    TokenType: 'Bearer',
  },
})
