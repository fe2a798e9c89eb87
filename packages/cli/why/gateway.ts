/** Sends the request to the emulator's gateway: its routes and its authorizer, for the API as the contract makes it. */
import { indexOf } from '@scopegate/contract'
import { type Admission, createAdmission, type RequestHead } from '@scopegate/emulator/gateway/admit'
import { type CheckSignature, KeysUnavailable, keysAt, signedBy } from '@scopegate/emulator/gateway/authorizer/index'
import { eventOf } from '@scopegate/emulator/gateway/event'
import type { GatewayEvent } from '@scopegate/http'
import { type Asked, answerFrom, anyRequest, type Check, heldBy } from './asked.ts'
import type { Reason } from './explain.ts'
import type { Facts } from './facts.ts'
import { whyLacking } from './reasons.ts'
import { authorizerName, routesFor } from './routes.ts'
import type { Verification } from './verification.ts'

type Fault = Extract<Admission, { readonly kind: 'answered' }>['fault']

/** The gateway's checks in its order (aws-facts §E.1), each with the faults that it finds. */
const checks: readonly Check<Fault>[] = [
  ['request', ['headers', 'path'], () => 'it can be read and is not too large'],
  [
    'route',
    ['preflight', 'route'],
    ({ api, method, operation }) => `the API of \`${api}\` carries ${method} ${operation?.operation.path ?? ''}`,
  ],
  ['token', ['authorizer', 'token', 'segments', 'undecodable'], () => 'there is one, and it can be decoded'],
  ['algorithm', ['algorithm'], () => 'it names an RSA signature'],
  ['issuer', ['issuer'], ({ api }) => `it names the pool \`${api}\``],
  ['signature', ['keys', 'key', 'signature'], () => 'the issuer’s key made it'],
  ['client', ['audience'], () => 'it was issued to an app client of the pool'],
  ['time', ['expired', 'notYet'], () => 'it is valid now'],
  ['scope', ['scopes'], ({ required }) => `it carries \`${required?.wire ?? ''}\``],
]

/** What the gateway says, and the event that the services get when it lets the request through. */
export async function askGateway(
  facts: Facts,
  request: RequestHead,
  verification: Verification,
): Promise<Asked & { readonly event?: GatewayEvent }> {
  const admission = await admit(facts, request, verification)
  if (admission.kind === 'answered') {
    const { fault, answer } = admission
    const failed = checks.findIndex(([, faults]) => faults.includes(fault))
    const check = checks[failed]?.[0] ?? ''
    const refusal = { check, reason: await reasonOf(fault, facts, verification), answer: answerFrom(answer) }
    return { held: heldBy(checks.slice(0, failed), facts), refusal }
  }
  const isOpen = facts.operation?.operation.access.kind === 'public'
  const event = eventOf({
    api: { id: facts.api ?? '' },
    accountId: '000000000000',
    region: 'us-east-1',
    port: 443,
    protocol: 'https',
    selected: admission.selected,
    method: request.method,
    target: admission.target,
    headers: admission.headers,
    body: Buffer.alloc(0),
    authorized: admission.authorized,
    requestId: anyRequest,
    sourceIp: '127.0.0.1',
    now: facts.now * 1000,
  })
  // The cast is safe: it is an event of an HTTP API with payload 2.0.
  return { held: heldBy(checks.slice(0, isOpen ? 2 : undefined), facts), event: event as unknown as GatewayEvent }
}

function admit(facts: Facts, request: RequestHead, verification: Verification): Promise<Admission> {
  const { contract, pools, api = '', now } = facts
  const pool = pools.find((each) => each.pool === api)
  const signatures = (): CheckSignature => async (token, header) => {
    const address = pool === undefined ? undefined : verification.keysOf(pool)
    try {
      if (address === undefined) throw new KeysUnavailable('JWKS')
      return await signedBy(async (kid) => (await keysAt(address)).get(kid))(token, header)
    } catch (error) {
      if (!(error instanceof KeysUnavailable)) throw error
      verification.keysMissing()
      return undefined
    }
  }
  const authorizer = {
    id: authorizerName,
    title: authorizerName,
    issuer: pool?.issuer ?? '',
    audience: [...(pool?.clients.keys() ?? [])],
    identitySource: '$request.header.Authorization',
  }
  const routes = routesFor(contract, indexOf(contract).operationsOf(api))
  const gate = { routes, authorizers: { [authorizerName]: authorizer }, cors: undefined }
  return createAdmission(gate, { now: () => now * 1000, log: () => {}, signatures })(request)
}

const routeReason = ({ meant }: Facts): Reason => {
  if (meant.kind === 'operation') return 'operation_not_exposed'
  return meant.kind === 'other_method' ? 'method_unknown' : 'path_unknown'
}

/** Each fault by the name that callers of `why` know, told apart by what the contract knows. */
const reasons: Readonly<Record<Exclude<Fault, 'scopes'>, Reason | ((facts: Facts) => Reason)>> = {
  headers: 'request_too_large',
  path: 'path_undecodable',
  preflight: routeReason,
  route: routeReason,
  token: 'token_missing',
  segments: 'not_a_token',
  undecodable: 'not_a_token',
  algorithm: 'algorithm',
  signature: 'signature',
  issuer: ({ trusted }) => (trusted === undefined ? 'issuer_unknown' : 'other_pool'),
  authorizer: 'key_unknown',
  keys: 'key_unknown',
  key: 'key_unknown',
  audience: ({ claims = {} }) =>
    claims['aud'] !== undefined && claims['token_use'] !== 'id' ? 'foreign_audience' : 'foreign_client',
  expired: ({ claims = {} }) => (typeof claims['exp'] === 'number' ? 'expired' : 'expiry_missing'),
  notYet: 'not_yet_valid',
}

async function reasonOf(fault: Fault, facts: Facts, verification: Verification): Promise<Reason> {
  if (fault === 'scopes') return whyLacking(facts, await verification.verify(facts.token))
  const reason = reasons[fault]
  return typeof reason === 'string' ? reason : reason(facts)
}
