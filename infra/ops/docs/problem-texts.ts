/**
 * What each problem means for a caller, and what to do: one row a code, so that a code without words does not compile.
 *
 * @module
 */
import type { ProblemCode } from '@scopegate/scopes/problems'

/** The part of a service that answers. */
export type Layer = 'router' | 'guard' | 'request' | 'operation' | 'any'

export interface ProblemText {
  /** One sentence. */
  readonly means: string
  /** One sentence: what the caller does next. */
  readonly next: string
  readonly layer: Layer
  /** What a caller sees in its place, or before it, where API Gateway stands in front; absent where it makes no difference. */
  readonly behindGateway?: string
}

const [noToken, badToken, noScope, noRoute] = ['401 without a reason', '401 with a reason', '403', '404'].map(
  (answer) => `[${answer}](#answers-of-api-gateway)`,
)
const same = 'send the same request again'

export const problemTexts: Readonly<Record<ProblemCode, ProblemText>> = {
  token_missing: {
    means: 'The request has no `Authorization: Bearer` header, and the operation is not public.',
    next: 'Send the access token in the header `Authorization: Bearer <access token>`.',
    layer: 'guard',
    behindGateway: `API Gateway refuses first: ${noToken}.`,
  },
  credentials_malformed: {
    means: 'There is more than one `Authorization` header, or it holds something else than exactly one Bearer token.',
    next: 'Send exactly one header with exactly one token.',
    layer: 'guard',
    behindGateway: 'What API Gateway makes of it is unknown; the local stack refuses it there.',
  },
  token_rejected: {
    means: 'The token is expired, was changed, is of another pool or app client, or is no access token of ours.',
    next: 'Get a new access token as `detail` says, and send it exactly as Cognito issued it.',
    layer: 'guard',
    behindGateway: `API Gateway refuses most of them first: ${badToken}.`,
  },
  id_token_sent: {
    means: 'An ID token was sent. It says who signed in, and opens nothing.',
    next: 'Send the access token, which the sign-in returned beside it.',
    layer: 'guard',
    behindGateway: `API Gateway only sees that it carries no scope: ${noScope}.`,
  },
  scope_insufficient: {
    means: 'The token is good and lacks the scope that opens the operation; `scope` names it.',
    next: 'Ask for that scope when you get the token; if it is not granted, ask your administrator.',
    layer: 'guard',
    behindGateway: `API Gateway refuses first: ${noScope}.`,
  },
  caller_unassigned: {
    means: 'The token carries no valid organization or no valid role, so that nobody knows what the caller may do.',
    next: 'Ask your administrator to assign you, then sign in again: a token that is already issued does not change.',
    layer: 'guard',
    behindGateway: `Such a token carries no scope of ours, and API Gateway refuses it first: ${noScope}.`,
  },
  caller_kind_refused: {
    means: 'The operation is for another kind of caller: operators, callers with an organization, or people.',
    next: 'Call it as one of these; `GET /v1/access` says what your own token may do.',
    layer: 'guard',
  },
  path_refused: {
    means:
      'Two readers may read the path, or the `Host` header, in two ways: dot segments, `//`, `;`, double encoding.',
    next: 'Send a plain path, and encode each segment once.',
    layer: 'router',
    behindGateway: 'What API Gateway makes of such a path is unknown.',
  },
  not_found: {
    means: 'There is no such path, or nothing of that name in the caller’s organization.',
    next: 'Check the path and the id in it.',
    layer: 'any',
    behindGateway: `For a path that the API does not carry API Gateway answers first: ${noRoute}.`,
  },
  method_not_allowed: {
    means: 'The path exists and has other methods; the header `Allow` lists them.',
    next: 'Use one of these.',
    layer: 'router',
    behindGateway: `API Gateway answers first: ${noRoute}, as for any route that it does not carry.`,
  },
  body_too_large: {
    means: 'The body is larger than any operation needs: over 65,536 bytes.',
    next: 'Send less.',
    layer: 'request',
  },
  media_type_unsupported: {
    means: 'The body is not declared as JSON in UTF-8, or has a content encoding.',
    next: 'Send `Content-Type: application/json`, uncompressed.',
    layer: 'request',
  },
  json_malformed: {
    means: 'The body is not one JSON value, names something twice in an object, or is nested too deep.',
    next: 'Correct the JSON; `detail` and `errors` say where.',
    layer: 'request',
  },
  header_invalid: {
    means: 'A header that the operation needs is missing or cannot be read, such as `Idempotency-Key` or `If-Match`.',
    next: 'Correct the header that `detail` names.',
    layer: 'request',
  },
  input_invalid: {
    means: 'Fields of the body or the query break a rule; `errors` names each with its rule.',
    next: 'Correct every field that `errors` names, then send it again.',
    layer: 'request',
  },
  precondition_failed: {
    means: 'The item is not as `If-Match` or `If-None-Match` expects: somebody changed, made or removed it meanwhile.',
    next: 'Get it again, decide anew, and send its new `ETag`.',
    layer: 'operation',
  },
  precondition_required: {
    means: 'The item exists, and the request does not say which version it replaces.',
    next: 'Get it, and send `If-Match` with its `ETag`.',
    layer: 'operation',
  },
  stock_insufficient: {
    means: 'The adjustment takes more than there is. Nothing was changed.',
    next: 'Get the item and take less.',
    layer: 'operation',
  },
  quantity_excessive: {
    means: 'The adjustment would exceed what an item may hold. Nothing was changed.',
    next: 'Add less.',
    layer: 'operation',
  },
  wallet_insufficient: {
    means: 'The recharge costs more than the wallet holds. Nothing was charged.',
    next: `Have the wallet credited, then ${same}.`,
    layer: 'operation',
  },
  wallet_full: {
    means: 'The credit would exceed what a wallet may hold. Nothing was credited.',
    next: 'Credit less.',
    layer: 'operation',
  },
  currency_mismatch: {
    means: 'The amount is in another currency than the wallet.',
    next: 'Use the currency of the wallet.',
    layer: 'operation',
  },
  org_conflict: {
    means: 'The organization is open already, with another name or currency.',
    next: 'Send its own terms, or choose another id.',
    layer: 'operation',
  },
  idempotency_key_reused: {
    means: 'The `Idempotency-Key` was used for another request within 24 hours.',
    next: 'Send the first request as it was, or give this one a key of its own.',
    layer: 'operation',
  },
  idempotency_in_progress: {
    means: 'A request with this `Idempotency-Key` still runs.',
    next: `Wait as \`Retry-After\` says, then ${same}: you get the answer of the first.`,
    layer: 'operation',
  },
  keys_unavailable: {
    means: 'The keys of the token’s issuer cannot be fetched. The token may be good; the outage is ours.',
    next: `Keep the token, wait as \`Retry-After\` says, and ${same}.`,
    layer: 'guard',
    behindGateway: 'API Gateway fetches the keys as well; what it answers when it cannot is unknown.',
  },
  dependency_unavailable: {
    means: 'Something that the service depends on does not answer, or too many requests change the same thing at once.',
    next: `Wait as \`Retry-After\` says, then ${same}, with the same \`Idempotency-Key\`.`,
    layer: 'any',
  },
  internal: {
    means: 'The mistake is ours.',
    next: 'Report it with the value of `instance`, which names the request in our logs.',
    layer: 'any',
  },
  body_incomplete: {
    means: 'The connection ended before the whole body had come.',
    next: 'Send the whole request again.',
    layer: 'request',
  },
}
