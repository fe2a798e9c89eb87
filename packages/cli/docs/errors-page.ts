/**
 * docs/errors.md: every problem that a caller can be told about. Written for callers, who know neither our code nor AWS.
 */

import { type Contract, indexOf, kitProblems, type ProblemLayer, type ProblemSpec } from '@scopegate/contract'
import { decide, Problem, type ProblemAnswer, problemAnswer } from '@scopegate/http'
import { markdown } from '../program/table.ts'
import { gatewaySection } from './gateway-section.ts'
import { code, headOf, linkTo, type Page, pageOf } from './markdown.ts'

const file = 'errors.md'

const layers: Readonly<Record<ProblemLayer, string>> = {
  router: 'the service, before it knows the operation',
  guard: 'the service’s guard, which has read nothing of the body yet',
  request: 'the service, when it reads headers, query and body; the caller may call the operation',
  operation: 'the operation itself',
  any: 'the service, at any point',
}

/** `undefined` for no challenge at all, `null` for one without an error (RFC 6750 §3.1). */
function challengeOf({ challenge }: ProblemSpec): string {
  if (challenge === undefined) return ''
  return challenge === null ? 'without an error' : code(challenge)
}

const retryOf = ({ retryAfter }: ProblemSpec) => (retryAfter === undefined ? '' : `${retryAfter} s`)

export function errorsPage(contract: Contract): Page {
  const problems = Object.entries<ProblemSpec>({ ...kitProblems, ...contract.problems })
  const type = (problem: string) => `${contract.problemTypes}${problem}`
  const { headers, body, status } = scopeMissing(contract)
  return pageOf(file, [
    ...headOf(
      'Errors',
      ['scopes/problems.ts'],
      'Every refusal of a service is a problem document (RFC 9457): `type`, `title` and `status` are the same for each occurrence of a code, `detail` says what was wrong this time and what to do, `instance` names the request for whoever asks us. Where a challenge is due, `WWW-Authenticate` carries it (RFC 6750), and `challenge` repeats it. Only an incomplete HTTP request gets no document: the server refuses it with 400, 408 or 431 and an empty body.',
    ),
    '',
    '```',
    `HTTP/1.1 ${status}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    '',
    JSON.stringify(JSON.parse(body), null, 2),
    '```',
    '',
    `**From an answer to this page.** Act on \`code\`, which never changes its meaning or its status. \`type\` is an identifier: \`${contract.problemTypes}\` and the code, which is the anchor here: \`${type('scope_insufficient')}\` is explained at [errors.md#scope_insufficient](#scope_insufficient).`,
    '',
    'An answer with `message` in place of `type` and `code` comes from [API Gateway](#answers-of-api-gateway).',
    '',
    '## Codes',
    '',
    markdown(
      ['code', 'status', 'title', 'challenge', '`Retry-After`'],
      problems.map(([name, spec]) => [
        linkTo('', name),
        String(spec.status),
        spec.title,
        challengeOf(spec),
        retryOf(spec),
      ]),
    ).trimEnd(),
    ...problems.flatMap(([name, spec]) => sectionOf(name, spec)),
    '',
    ...gatewaySection,
  ])
}

/** What the guard answers to a token without the scope. */
function scopeMissing(contract: Contract): ProblemAnswer {
  const closed = indexOf(contract).operations.find(({ operation }) => operation.access.kind === 'scope')
  // The cast is safe: of a caller without scopes nothing else is looked at.
  const caller = { scopes: new Set() } as never
  const decision = closed === undefined ? undefined : decide(contract, closed.operation, { kind: 'verified', caller })
  const facts = decision?.allow === false ? decision : {}
  return problemAnswer(contract, new Problem('scope_insufficient', facts), '<request id>')
}

function sectionOf(name: string, problem: ProblemSpec): readonly string[] {
  const { status, title, means, next, layer = 'operation', behindGateway } = problem
  const [challenge, retry] = [challengeOf(problem), retryOf(problem)]
  return [
    '',
    `### ${code(name)}`,
    '',
    `**${status} ${title}.** ${means}`,
    '',
    `- What to do: ${next}`,
    ...(challenge === '' ? [] : [`- Challenge: Bearer, ${challenge}`]),
    ...(retry === '' ? [] : [`- ${code('Retry-After')}: ${retry}`]),
    `- Answered by: ${layers[layer]}`,
    ...(behindGateway === undefined ? [] : [`- Behind API Gateway: ${behindGateway}`]),
  ]
}
