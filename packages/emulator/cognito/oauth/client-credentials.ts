/** The client credentials grant (aws-facts §C). */
import { z } from 'zod'
import type { ResolvedClient, ResolvedPool } from '../../template/model.ts'
import { type CognitoContext, standardScopes, wireNamesOf } from '../context.ts'
import { type IssuedTokens, machineToken } from '../tokens/issue.ts'
import { OAuthError, type Parameters, scopesOf } from './form.ts'

/** Documented (aws-facts §C): the client has a secret and this flow as its only one. */
export async function clientCredentials(
  context: CognitoContext,
  pool: ResolvedPool,
  client: ResolvedClient,
  parameters: Parameters,
): Promise<IssuedTokens> {
  const alone = client.flows.length === 1 && client.flows[0] === 'client_credentials'
  if (!alone || client.secret === undefined) {
    throw new OAuthError('unauthorized_client', 'the client has not client_credentials as its only flow, or no secret')
  }
  return tokenOfMachine(context, pool, client, scopesOf(parameters), clientMetadata(parameters))
}

/**
 * A machine's access token, whichever door it comes through.
 *
 * @throws {OAuthError} for a scope that is unknown or not the client's
 * @throws {TriggerFailure}
 */
export async function tokenOfMachine(
  context: CognitoContext,
  pool: ResolvedPool,
  client: ResolvedClient,
  asked: readonly string[] | undefined,
  metadata: Readonly<Record<string, string>>,
): Promise<IssuedTokens> {
  const scopes = requestedScopes(pool, client, asked)
  const overrides = await context.trigger(pool, {
    source: 'TokenGeneration_ClientCredentials',
    clientId: client.id,
    scopes,
    user: undefined,
    clientMetadata: metadata,
  })
  return machineToken(context, { pool, client, scopes, overrides })
}

function requestedScopes(pool: ResolvedPool, client: ResolvedClient, asked: readonly string[] | undefined) {
  const custom = new Set(wireNamesOf(pool))
  const allowed = client.scopes.filter((scope) => custom.has(scope))
  // Documented (aws-facts §C): nothing asked for means everything that the client may have.
  if (asked === undefined) return allowed
  // Documented (aws-facts §C): one bad scope spoils the request; one that does not exist and one that the client may
  // not have are told apart. That the standard scopes count as existing is inferred.
  if (asked.some((scope) => !custom.has(scope) && !standardScopes.includes(scope))) {
    throw new OAuthError('invalid_scope', 'a scope does not exist in the pool')
  }
  if (asked.some((scope) => !allowed.includes(scope))) {
    throw new OAuthError('invalid_grant', `a scope is not one of client \`${client.name}\``)
  }
  return asked
}

const Metadata = z.record(z.string(), z.string())

/** Documented (aws-facts §B.3): a JSON object of string pairs. */
function clientMetadata(parameters: Parameters): Readonly<Record<string, string>> {
  const text = parameters.get('aws_client_metadata')
  if (text === undefined) return {}
  try {
    return Metadata.parse(JSON.parse(text))
  } catch {
    throw new OAuthError('invalid_request', '`aws_client_metadata` is no JSON object of texts')
  }
}
