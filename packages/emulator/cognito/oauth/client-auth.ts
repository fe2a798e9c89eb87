/** Who is calling: client authentication at /oauth2/token and /oauth2/revoke (aws-facts §C). */

import type { ResolvedClient, ResolvedPool } from '../../template/model.ts'
import { clientOf } from '../context.ts'
import { provesSecret } from '../secrets.ts'
import { OAuthError, type Parameters } from './form.ts'

/**
 * The calling client, proven by `client_secret_basic` or `client_secret_post`; a public client names itself in the
 * body (documented, aws-facts §C).
 *
 * @param status what `invalid_client` is answered with: 400 at the token endpoint, 401 at the revocation endpoint
 * @throws {OAuthError} `invalid_request` without a client or with two kinds of proof (RFC 6749 §2.3), else `invalid_client`
 */
export function authenticatedClient(
  pool: ResolvedPool,
  request: Request,
  parameters: Parameters,
  status: 400 | 401,
): ResolvedClient {
  const refused = (reason: string) => new OAuthError('invalid_client', reason, { status })
  const header = request.headers.get('authorization')
  const basic = header === null ? undefined : basicCredentials(header)
  if (header !== null && basic === undefined) throw refused('the Authorization header is no Basic credentials')
  const named = parameters.get('client_id')
  const posted = parameters.get('client_secret')
  if (basic !== undefined && (posted !== undefined || (named !== undefined && named !== basic.id))) {
    throw new OAuthError('invalid_request', 'the client names or proves itself in two ways')
  }
  const id = basic?.id ?? named
  if (id === undefined) throw new OAuthError('invalid_request', 'no client is named')
  const client = clientOf(pool, id)
  const secret = basic?.secret ?? posted
  if (client === undefined) throw refused('the pool of this domain has no such client')
  if (!provesSecret(client, secret)) {
    const how =
      secret === undefined
        ? 'needs its secret'
        : client.secret === undefined
          ? 'has no secret, and one was sent'
          : 'has another one than was sent'
    throw refused(`client \`${client.name}\` ${how}`)
  }
  return client
}

/** RFC 6749 §2.3.1: both parts are form-encoded before they go into the Basic scheme. */
function basicCredentials(header: string): { readonly id: string; readonly secret: string } | undefined {
  const encoded = /^Basic ([A-Za-z0-9+/]+=*)$/i.exec(header)?.[1]
  if (encoded === undefined) return undefined
  const [id = '', ...rest] = Buffer.from(encoded, 'base64').toString('utf8').split(':')
  if (rest.length === 0) return undefined
  try {
    return { id: formDecoded(id), secret: formDecoded(rest.join(':')) }
  } catch {
    return undefined
  }
}

const formDecoded = (text: string) => decodeURIComponent(text.replaceAll('+', ' '))
