/** The last step of a hosted sign-in: from a person to an authorization code. */

import type { ResolvedPool } from '../../template/model.ts'
import type { CognitoContext, Session } from '../context.ts'
import type { User } from '../state/users.ts'
import { TriggerFailure } from '../trigger/run.ts'
import { type AuthorizeRequest, codeLocation, errorLocation } from './authorize-request.ts'

/**
 * Runs the trigger and issues the code; the answer is where the browser goes next. The trigger runs here and not at the
 * token endpoint (inferred, aws-facts §B.5: a failure comes back without a code).
 */
export async function signedInLocation(
  context: CognitoContext,
  pool: ResolvedPool,
  request: AuthorizeRequest,
  user: User,
  { id: sso, authTime, factors }: Session,
): Promise<string> {
  const { client, redirectUri, scopes, nonce, challenge, resource } = request
  try {
    const overrides = await context.trigger(pool, {
      source: 'TokenGeneration_HostedAuth',
      clientId: client.id,
      scopes,
      user,
      clientMetadata: {},
    })
    const code = context.codes.issue(pool.id, {
      client: client.id,
      redirectUri,
      sub: user.sub,
      scopes,
      authTime,
      factors,
      nonce,
      challenge,
      resource,
      sso,
      overrides,
    })
    return codeLocation(request, code)
  } catch (error) {
    // Measured for an error that the trigger raised (aws-facts §B.5); for the other failures inferred.
    if (error instanceof TriggerFailure) {
      context.log(`cognito: sign-in through client \`${client.name}\` refused: invalid_request: ${error.message}`)
      return errorLocation(request, 'invalid_request', error.message)
    }
    throw error
  }
}
