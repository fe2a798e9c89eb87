/**
 * Sends the request to the services: the kit's application with the contract's operations, whose handlers do nothing.
 */
import { indexOf } from '@scopegate/contract'
import type { RequestHead } from '@scopegate/emulator/gateway/admit'
import { answerOf } from '@scopegate/emulator/gateway/answer'
import { createApp, type GatewayEvent, toLambda } from '@scopegate/http'
import { headerLimitBytes } from '@scopegate/template'
import { type Asked, answerFrom, anyRequest, type Check, heldBy } from './asked.ts'
import type { Reason } from './explain.ts'
import type { Facts } from './facts.ts'
import { reasonNamed, whyLacking } from './reasons.ts'
import type { Verification } from './verification.ts'

const tenancies = {
  none: 'it is about no organization’s data',
  caller: 'it is about the caller’s own organization',
  path: 'it is about the organization that the path names',
} as const

/** The services' checks in their order, each with the reasons that it refuses for. */
const checks: readonly Check<Reason>[] = [
  ['path', ['path_refused'], () => 'all layers read it alike'],
  ['route', ['path_unknown', 'method_unknown'], ({ operation }) => `it is the operation \`${operation?.id ?? ''}\``],
  [
    'token',
    ['token_missing', 'request_too_large', 'not_a_token', 'algorithm', 'issuer_unknown', 'key_unknown', 'signature'],
    ({ trusted }) => `the pool \`${trusted?.pool ?? ''}\` signed it`,
  ],
  ['time', ['expiry_missing', 'expired', 'not_yet_valid'], () => 'it is valid now'],
  ['use', ['id_token', 'not_an_access_token'], () => 'it is an access token'],
  [
    'client',
    ['foreign_client', 'foreign_audience', 'subject'],
    ({ client }) => `it was issued to \`${client?.name ?? ''}\``,
  ],
  [
    'assignment',
    ['org_missing', 'org_invalid', 'org_unexpected', 'role_missing', 'role_invalid'],
    () => 'organization and role are ones that this client’s tokens may have',
  ],
  [
    'scope',
    ['scope_without_prefix', 'scope_not_of_client', 'scope_not_of_role', 'scope_not_requested'],
    ({ required }) => `it carries \`${required?.wire ?? ''}\``,
  ],
  [
    'tenancy',
    ['caller_kind', 'org_malformed'],
    ({ operation }) => (operation === undefined ? '' : tenancies[operation.operation.tenancy]),
  ],
]

/** Behind a gateway the services get its event, without one the request as it is. */
export async function askServices(
  facts: Facts,
  request: RequestHead,
  event: GatewayEvent | undefined,
  verification: Verification,
): Promise<Asked> {
  const tooLarge = event === undefined ? largerThanNodeTakes(request) : undefined
  if (tooLarge !== undefined) return tooLarge
  const record: { decision?: unknown; reason?: unknown } = {}
  const { contract, now } = facts
  const handlers = Object.fromEntries(
    indexOf(contract).operations.map(({ id }) => [id, () => new Response(null, { status: 204 })]),
  )
  // The cast is safe: there is a handler for each operation, and none reads its context.
  const app = createApp(contract, handlers as never, {
    verify: verification.verify,
    now: () => now * 1000,
    log: (entry) => Object.assign(record, entry),
  })
  const { status, headers, body } = event === undefined ? await direct() : await behindGateway(event)
  const isOpen = facts.required === undefined && facts.operation !== undefined
  if (record.decision === 'allow') return { held: heldBy(checks.slice(0, isOpen ? 2 : undefined), facts) }
  const logged = String(record.reason)
  const lacks = logged === 'scope_insufficient'
  const reason = lacks ? whyLacking(facts, await verification.verify(facts.token)) : reasonNamed(logged)
  const failed = checks.findIndex(([, found]) => found.includes(reason))
  const answer = answerFrom({
    status,
    headers,
    body: body.replace(/"urn:request:[^"]*"/, `"urn:request:${anyRequest}"`),
  })
  return {
    held: heldBy(checks.slice(0, failed), facts),
    refusal: { check: checks[failed]?.[0] ?? '', reason, answer },
  }

  async function direct() {
    const { method, url, rawHeaders } = request
    const bindings = { incoming: { method, url, rawHeaders } }
    const answered = await app.fetch(new Request(`http://localhost${url}`, { method }), bindings)
    return { status: answered.status, headers: Object.fromEntries(answered.headers), body: await answered.text() }
  }

  async function behindGateway(through: GatewayEvent) {
    const answered = answerOf(await toLambda(app)(through))
    return { ...answered, body: answered.body.toString() }
  }
}

/** Node's own refusal, before any code of ours: no body. Behind a gateway nothing that long arrives. */
function largerThanNodeTakes({ method, url, rawHeaders }: RequestHead): Asked | undefined {
  const head = `${method} ${url} HTTP/1.1\r\n${rawHeaders.join(': ')}\r\n`
  if (head.length <= headerLimitBytes) return undefined
  const answer = { status: 431, headers: { connection: 'close' }, body: null }
  return { held: [], refusal: { check: 'path', reason: 'request_too_large', answer } }
}
