/**
 * The answers that callers get from each layer, to the letter: the gateway's own (aws-facts §E.2), whose challenge has
 * spaces between its parameters, and the services' problem documents (RFC 9457) with commas (RFC 9110 §11.6.1).
 *
 * @module
 */
import { type Contract, type KitProblemCode, kitProblems, type ProblemSpec } from '@scopegate/contract'

/** What the caller sees. */
export interface HttpAnswer {
  readonly status: number
  /** Those that say something about the refusal. */
  readonly headers: Readonly<Record<string, string>>
  /** JSON; `null` where there is no body. */
  readonly body: Readonly<Record<string, unknown>> | null
}

const gateway = (status: number, message: string, challenge?: string): HttpAnswer => ({
  status,
  headers: {
    'content-type': 'application/json',
    ...(challenge === undefined ? {} : { 'www-authenticate': challenge }),
  },
  body: { message },
})

export const gatewayAnswers = {
  tooLarge: () => gateway(431, 'Request Header Fields Too Large'),
  badRequest: () => gateway(400, 'Bad Request'),
  notFound: () => gateway(404, 'Not Found'),
  tokenMissing: () => gateway(401, 'Unauthorized', 'Bearer'),
  tokenRefused: (reason: string) =>
    gateway(401, 'Unauthorized', `Bearer scope="" error="invalid_token" error_description="${reason}"`),
  scopeMissing: (wire: string) =>
    gateway(
      403,
      'Forbidden',
      `Bearer scope="${wire}" error="insufficient_scope" error_description="expected scopes: [${wire}]"`,
    ),
} as const

/** Stands for the id of a request that was not made. */
export const anyRequest = 'urn:request:<request id>'

/** The services' answer to a problem of that code. `scope` by its name in a token. */
export function problemAnswer(
  { name, problemTypes }: Contract,
  code: KitProblemCode,
  detail: string,
  { scope, allow }: { readonly scope?: string; readonly allow?: string } = {},
): HttpAnswer {
  const { status, title, challenge }: ProblemSpec = kitProblems[code]
  const parameters = [
    `realm="${name}"`,
    // RFC 6750 §3: no error when no credentials came; no character in a description that would end it.
    ...(challenge ? [`error="${challenge}"`, `error_description="${ascii(detail)}"`] : []),
    ...(scope === undefined ? [] : [`scope="${scope}"`]),
  ]
  const challenged = challenge === undefined ? undefined : `Bearer ${parameters.join(', ')}`
  return {
    status,
    headers: {
      'content-type': 'application/problem+json',
      ...(challenged === undefined ? {} : { 'www-authenticate': challenged }),
      ...(allow === undefined ? {} : { allow }),
    },
    body: {
      type: `${problemTypes}${code}`,
      title,
      status,
      detail,
      instance: anyRequest,
      code,
      ...(challenged === undefined ? {} : { challenge: challenged }),
      ...(scope === undefined ? {} : { scope }),
    },
  }
}

const ascii = (text: string) => text.replaceAll('’', "'").replaceAll(/[^ -~]|["\\]/g, '')
