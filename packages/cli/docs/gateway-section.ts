/** API Gateway's own answers, as docs/errors.md shows them beside ours. */
import {
  type Answer,
  badRequest,
  bodyTooLarge,
  forbidden,
  headersTooLarge,
  internalServerError,
  invalidToken,
  notFound,
  serviceUnavailable,
  tooManyRequests,
  unauthorized,
} from '@scopegate/emulator/gateway/answer'
import { markdown } from '../program/table.ts'
import { code } from './markdown.ts'

const rows: readonly (readonly [Answer, string, string])[] = [
  [badRequest(), 'The path cannot be decoded. Send a plain path', 'inferred'],
  [unauthorized(), 'No token, or an empty one. Send the access token', 'measured, aws-facts §E.2'],
  [
    invalidToken(['<scope>'], '<reason>'),
    'The token is no good for this API: expired, changed, of another pool or client. Get a new access token',
    'measured, aws-facts §E.2; some reasons are unknown',
  ],
  [
    invalidToken(['<scope>'], 'JWKS communication error'),
    'The keys of the issuer could not be fetched; `OIDC discovery endpoint communication error` is the same. The token may be good. Keep it, and try again later',
    'measured, aws-facts §E.2',
  ],
  [
    forbidden(['<scope>']),
    'The token lacks the scope, or is an ID token, which has none. Send an access token with that scope',
    'measured, aws-facts §E.2',
  ],
  [notFound(), 'The API carries no such route. Check method and path', 'documented, aws-facts §E.2'],
  [bodyTooLarge(), 'The body is over 10 MB. Send less', 'status inferred, aws-facts §D.2'],
  [tooManyRequests(), 'The API is called too often. Wait, and try again more slowly', 'inferred, aws-facts §E.2'],
  [
    headersTooLarge(),
    'Request line and headers are over 10,240 bytes. Ask for a token with fewer scopes',
    'status inferred, aws-facts §D.2',
  ],
  [
    internalServerError(),
    'The function crashed. Report it with the header `apigw-requestid`',
    'inferred, aws-facts §E.4',
  ],
  [
    serviceUnavailable(),
    'The function took over 30 seconds. Try again, with the same `Idempotency-Key`',
    'inferred, aws-facts §E.4',
  ],
]

/** The heading, and what stands under it. */
export const gatewaySection: readonly string[] = [
  '## Answers of API Gateway',
  '',
  'Where API Gateway stands in front it answers by itself, before any code of ours, in its own form: `application/json` with one `message`, without `type` and `code`. It cannot be made to say more. Its challenge has spaces between the parameters, which strict parsers do not take. How sure we are of each is said with the marks of Scopegate’s `docs/aws-facts.md`.',
  '',
  markdown(
    ['status', 'body', '`WWW-Authenticate`', 'what it means, and what to do', 'how sure'],
    rows.map(([{ status, headers, body }, means, source]) => [
      String(status),
      code(body.toString()),
      headers['www-authenticate'] === undefined ? '' : code(headers['www-authenticate']),
      means,
      source,
    ]),
  ).trimEnd(),
  '',
  '### What a page can read',
  '',
  'A script in a browser reads an answer only as far as CORS lets it.',
  '',
  '- Answers of a service carry the API’s CORS headers: the page reads status and body, and the headers that the API exposes. API Gateway renames the service’s `WWW-Authenticate` to `x-amzn-remapped-www-authenticate` (measured by one reporter, aws-facts §E.2). A client that wants the challenge reads both names, or `challenge` in the body, which is there under any gateway.',
  '- Whether the answers of the table above carry CORS headers is unknown (aws-facts §E.4). Without them `fetch` rejects with a `TypeError`: no status, no header, no body, the same as without a network. The local stack sends none.',
  '- So a page renews its access token before `exp`. When a call fails without a status it renews the token once, sends the call again, and then reports that the API cannot be reached. It does not sign out.',
  '- A client outside a browser reads everything. A 401 that speaks of a communication error says nothing about the token: it keeps the token and tries again later.',
]
