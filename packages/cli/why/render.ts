/** The report of `why` as text: the answer first, then what was looked at, then what the caller gets. */
import { STATUS_CODES } from 'node:http'
import type { Style } from '../program/style.ts'
import { aligned } from '../program/table.ts'
import type { HttpAnswer } from './asked.ts'
import type { Step, WhyReport } from './judge.ts'
import type { TokenSummary } from './summary.ts'

export function renderWhy(report: WhyReport, style: Style): string {
  const { verdict, says, token, found, steps, refusal, next } = report
  const mark = verdict === 'passes' ? style.good : verdict === 'refused' ? style.bad : style.strong
  return [
    `${mark(says)}.`,
    '',
    `request  ${requestLine(report)}`,
    `token    ${token === null ? 'none that can be read' : tokenLine(token)}${found === null ? '' : `; found as ${found}`}`,
    '',
    indented(aligned(steps.map((step) => stepLine(step, style)))),
    ...(refusal === null ? [] : ['', 'The caller gets', '', indented(answerText(refusal.answer))]),
    ...(next === null ? [] : ['', `Next: ${next}`]),
    '',
  ].join('\n')
}

function requestLine({ request }: WhyReport): string {
  const { method, path, operation, scope, api } = request
  const what =
    operation === null ? '' : `, \`${operation}\`, which needs ${scope === null ? 'no scope' : `\`${scope}\``}`
  return `${method} ${path} ${api === null ? 'without a gateway' : `at the API of \`${api}\``}${what}`
}

function tokenLine({ use, pool, client, role, scopes, otherScopes, expires }: TokenSummary): string {
  const kind = { access: 'an access token', id: 'an ID token', unknown: 'a token of no known use' }[use]
  const carried = scopes.length === 0 ? 'no scope of the contract' : scopes.join(' ')
  return [
    `${kind} of ${client === null ? 'an unknown client' : `\`${client}\``}`,
    pool === null ? 'issuer not trusted' : `pool \`${pool}\``,
    role === null ? 'no known role' : `role \`${role}\``,
    `${carried}${otherScopes === 0 ? '' : ` and ${otherScopes} other`}`,
    expires === null ? 'without expiry' : `until ${expires}`,
  ].join('; ')
}

const signs = { held: 'ok', unchecked: '??', failed: 'NO' } as const

const stepLine = ({ layer, check, result, says }: Step, style: Style) => [
  { text: signs[result], mark: { held: style.good, unchecked: style.strong, failed: style.bad }[result] },
  { text: layer },
  { text: check },
  { text: says },
]

/** As it goes over the wire. */
function answerText({ status, headers, body }: HttpAnswer): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  const first = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`.trimEnd()
  return [first, ...lines, ...(body === null ? [] : ['', JSON.stringify(body)])].join('\n')
}

const indented = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => (line === '' ? '' : `  ${line}`))
    .join('\n')
