/** `GetClientToken`: a machine's token without a domain, by the rules of the client credentials grant (aws-facts §C). */
import { z } from 'zod'
import { type Operation, operation } from '../../aws-json/index.ts'
import { provesSecret } from '../client-secrets.ts'
import type { CognitoContext } from '../context.ts'
import { tokenOfMachine } from '../oauth/client-credentials.ts'
import { OAuthError } from '../oauth/form.ts'
import { clientById, invalid, notAuthorized, withTriggerErrors } from './shared.ts'

const Input = z.object({
  ClientId: z.string().min(1),
  Secret: z.string(),
  Scopes: z.array(z.string().min(1)).default([]),
  ClientMetadata: z.record(z.string(), z.string()).default({}),
})

/** Unknown: which exception a failing trigger becomes, as the model lists none of the usual three. Ours are those. */
export const getClientToken = (context: CognitoContext): Operation =>
  operation(Input, ({ ClientId, Secret, Scopes, ClientMetadata }) => {
    const { pool, client } = clientById(context, ClientId)
    // Documented (model): a secret, and this flow as the only one. The exceptions and their words are inferred.
    if (client.secret === undefined || !provesSecret(client, Secret)) throw notAuthorized('Invalid client secret')
    if (client.authFlows.join() !== 'ALLOW_CLIENT_TOKEN_AUTH') {
      throw invalid('CLIENT_TOKEN_AUTH flow not enabled for this client')
    }
    return withTriggerErrors(async () => {
      try {
        const asked = Scopes.length === 0 ? undefined : Scopes
        const { accessToken, expiresIn } = await tokenOfMachine(context, pool, client, asked, ClientMetadata)
        return {
          ClientAuthenticationResult: { AccessToken: accessToken, ExpiresIn: expiresIn, TokenType: 'Bearer' },
        }
      } catch (error) {
        if (error instanceof OAuthError) throw invalid(error.reason)
        throw error
      }
    })
  })
