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
  unauthorized,
} from '@scopegate/emulator/gateway/answer'
import { markdown } from '../program/table.ts'
import { code } from './markdown.ts'

/** The emulator does not throttle. */
const tooManyRequests: Answer = { status: 429, headers: {}, body: Buffer.from('{"message":"Too Many Requests"}') }

const rows: readonly (readonly [Answer, string, string])[] = [
  [badRequest(), 'The path cannot be decoded. Send a plain path', 'inferred'],
  [unauthorized(), 'No token, or an empty one. Send the access token', 'measured, aws-facts §E.2'],
  [
    invalidToken('<reason>'),
    'The token is no good for this API: expired, changed, of another pool or client. Get a new access token',
    'documented in form, aws-facts §E.2; most reasons are unknown',
  ],
  [
    forbidden(['<scope>']),
    'The token lacks the scope, or is an ID token, which has none. Send an access token with that scope',
    'measured, aws-facts §E.2',
  ],
  [notFound(), 'The API carries no such route. Check method and path', 'documented, aws-facts §E.2'],
  [bodyTooLarge(), 'The body is over 10 MB. Send less', 'status inferred, aws-facts §D.2'],
  [tooManyRequests, 'The API is called too often. Wait, and try again more slowly', 'inferred, aws-facts §E.2'],
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
]
