/**
 * The problems that the product itself answers. A system adds its own in its contract (`problems`).
 *
 * @module
 */
import type { ProblemSpec } from './problem.ts'

const [noToken, badToken, noScope, noRoute] = ['401 without a reason', '401 with a reason', '403', '404'].map(
  (answer) => `[${answer}](#answers-of-api-gateway)`,
)
const same = 'send the same request again'

export const kitProblems = {
  token_missing: {
    status: 401,
    title: 'Access token required',
    challenge: null,
    means: 'The request has no `Authorization: Bearer` header, and the operation is not public.',
    next: 'Send the access token in the header `Authorization: Bearer <access token>`.',
    layer: 'guard',
    behindGateway: `API Gateway refuses first: ${noToken}.`,
  },
  credentials_malformed: {
    status: 400,
    title: 'Authorization header malformed',
    challenge: 'invalid_request',
    means: 'There is more than one `Authorization` header, or it holds something else than exactly one Bearer token.',
    next: 'Send exactly one header with exactly one token.',
    layer: 'guard',
    behindGateway: 'What API Gateway makes of it is unknown; the local stack refuses it there.',
  },
  token_rejected: {
    status: 401,
    title: 'Access token rejected',
    challenge: 'invalid_token',
    means: 'The token is expired, was changed, is of another pool or app client, or is no access token of ours.',
    next: 'Get a new access token as `detail` says, and send it exactly as Cognito issued it.',
    layer: 'guard',
    behindGateway: `API Gateway refuses most of them first: ${badToken}.`,
  },
  id_token_sent: {
    status: 401,
    title: 'ID token sent instead of an access token',
    challenge: 'invalid_token',
    means: 'An ID token was sent. It says who signed in, and opens nothing.',
    next: 'Send the access token, which the sign-in returned beside it.',
    layer: 'guard',
    behindGateway: `API Gateway only sees that it carries no scope: ${noScope}.`,
  },
  scope_insufficient: {
    status: 403,
    title: 'Scope missing',
    challenge: 'insufficient_scope',
    means: 'The token is good and lacks the scope that opens the operation; `scope` names it.',
    next: 'Ask for that scope when you get the token; if it is not granted, ask your administrator.',
    layer: 'guard',
    behindGateway: `API Gateway refuses first: ${noScope}.`,
  },
  caller_unassigned: {
    status: 403,
    title: 'Caller has no valid organization or role',
    means: 'The token carries no valid organization or no valid role, so what the caller may do is unknown.',
    next: 'Ask your administrator to assign you, then sign in again: a token that is already issued does not change.',
    layer: 'guard',
    behindGateway: `Such a token carries no scope of ours, and API Gateway refuses it first: ${noScope}.`,
  },
  caller_kind_refused: {
    status: 403,
    title: 'Operation is not for this kind of caller',
    means:
      'The operation is for other callers: for people, for callers with an organization, or for callers without one.',
    next: 'Call it as one of these; `GET /v1/access` says what your own token may do.',
    layer: 'guard',
  },
  path_refused: {
    status: 400,
    title: 'Path refused',
    means:
      'Two readers may read the path, or the `Host` header, in two ways: dot segments, `//`, `;`, double encoding.',
    next: 'Send a plain path, and encode each segment once.',
    layer: 'router',
    behindGateway: 'What API Gateway makes of such a path is unknown.',
  },
  not_found: {
    status: 404,
    title: 'Not found',
    means: 'There is no such path, or nothing of that name in the caller’s organization.',
    next: 'Check the path and the id in it.',
    layer: 'any',
    behindGateway: `For a path that the API does not carry API Gateway answers first: ${noRoute}.`,
  },
  method_not_allowed: {
    status: 405,
    title: 'Method not allowed',
    means: 'The path exists and has other methods; the header `Allow` lists them.',
    next: 'Use one of these.',
    layer: 'router',
    behindGateway: `API Gateway answers first: ${noRoute}, as for any route that it does not carry.`,
  },
  body_too_large: {
    status: 413,
    title: 'Body too large',
    means: 'The body is larger than any operation needs: over 65,536 bytes.',
    next: 'Send less.',
    layer: 'request',
  },
  media_type_unsupported: {
    status: 415,
    title: 'Content type not supported',
    means: 'The body is not declared as JSON in UTF-8, or has a content encoding.',
    next: 'Send `Content-Type: application/json`, uncompressed.',
    layer: 'request',
  },
  json_malformed: {
    status: 400,
    title: 'Body is not valid JSON',
    means:
      'The body is not one JSON value, names something twice in an object, holds half a character, or is nested too deep.',
    next: 'Correct the JSON; `detail` and `errors` say where.',
    layer: 'request',
  },
  header_invalid: {
    status: 400,
    title: 'Header missing or malformed',
    means: 'A header that the operation needs is missing or cannot be read, such as `Idempotency-Key` or `If-Match`.',
    next: 'Correct the header that `detail` names.',
    layer: 'request',
  },
  input_invalid: {
    status: 422,
    title: 'Request invalid',
    means: 'Fields of the body or the query break a rule; `errors` names each with its rule.',
    next: 'Correct every field that `errors` names, then send it again.',
    layer: 'request',
  },
  precondition_failed: {
    status: 412,
    title: 'Item changed meanwhile',
    means: 'The item is not as `If-Match` or `If-None-Match` expects: it was changed, created or removed meanwhile.',
    next: 'Get it again, decide again, and send its new `ETag`.',
    layer: 'operation',
  },
  precondition_required: {
    status: 428,
    title: 'Precondition required',
    means: 'The item exists, and the request does not say which version it replaces.',
    next: 'Get it, and send `If-Match` with its `ETag`.',
    layer: 'operation',
  },
  org_conflict: {
    status: 409,
    title: 'Organization exists with other terms',
    means: 'The organization is open already, on other terms: another name, say.',
    next: 'Send its own terms, or choose another id.',
    layer: 'operation',
  },
  idempotency_key_reused: {
    status: 422,
    title: 'Idempotency key used for another request',
    means: 'The `Idempotency-Key` was used for another request within 24 hours.',
    next: 'Send the first request as it was, or give this one a key of its own.',
    layer: 'operation',
  },
  idempotency_in_progress: {
    status: 409,
    title: 'Request with this idempotency key still runs',
    retryAfter: 1,
    means: 'A request with this `Idempotency-Key` still runs.',
    next: `Wait as \`Retry-After\` says, then ${same}: you get the answer of the first.`,
    layer: 'operation',
  },
  keys_unavailable: {
    status: 503,
    title: 'Access tokens cannot be verified now',
    retryAfter: 5,
    means: 'The keys of the token’s issuer cannot be fetched. The token may be good; the outage is ours.',
    next: `Keep the token, wait as \`Retry-After\` says, and ${same}.`,
    layer: 'guard',
    behindGateway: 'API Gateway fetches the keys as well; what it answers when it cannot is unknown.',
  },
  dependency_unavailable: {
    status: 503,
    title: 'Service temporarily unavailable',
    retryAfter: 2,
    means: 'Something that the service depends on does not answer, or too many requests change the same thing at once.',
    next: `Wait as \`Retry-After\` says, then ${same}, with the same \`Idempotency-Key\`.`,
    layer: 'any',
  },
  internal: {
    status: 500,
    title: 'Internal error',
    means: 'The mistake is ours.',
    next: 'Report it with the value of `instance`, which names the request in our logs.',
    layer: 'any',
  },
  body_incomplete: {
    status: 400,
    title: 'Body incomplete',
    means: 'The connection ended before the whole body had come.',
    next: 'Send the whole request again.',
    layer: 'request',
  },
} as const satisfies Record<string, ProblemSpec>

export type KitProblemCode = keyof typeof kitProblems
