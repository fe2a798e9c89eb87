/** A gateway over real HTTP with an issuer of its own, for tests. The function behind it does what the test says. */
import { type AccessEntry, createGateway, type GatewayDeps, serverOptions } from '../gateway/index.ts'
import type { InvokeResult } from '../lambda/index.ts'
import type { ResolvedApi, ResolvedRoute } from '../template/index.ts'
import { call, listen, type PlainAnswer, type PlainRequest } from './http.ts'
import { startIssuer, type TestIssuer } from './issuer.ts'

/** The time at which the tests begin, in seconds, as claims are. */
export const now = 1_800_000_000
/** The client that the authorizer knows. */
export const client = 'client1'

export interface GatewayHarness {
  readonly url: string
  readonly issuer: TestIssuer
  /** The events that reached the function. */
  readonly invoked: unknown[]
  /** The lines of the access log. */
  readonly accesses: AccessEntry[]
  /** The time in seconds; a test may change it, so that expiry needs no waiting. */
  clock: number
  /** What the function does. */
  behave: () => InvokeResult | Promise<InvokeResult>
  /** Claims that pass everywhere; each test breaks one. */
  readonly good: () => Record<string, unknown>
  readonly bearer: (claims: Record<string, unknown>, header?: { alg?: string; kid?: string }) => Promise<string>
  readonly get: (path: string, authorization?: string | string[], rest?: PlainRequest) => Promise<PlainAnswer>
  /** Another gateway with the same function, with something changed. */
  readonly variant: (
    overrides: Partial<ResolvedApi>,
    deps?: Partial<GatewayDeps>,
  ) => Promise<{ url: string; stop: () => Promise<void> }>
  /** As at the beginning. */
  readonly reset: () => void
  readonly stop: () => Promise<void>
}

const route = (key: string, scopes: readonly string[], authorizer?: string): ResolvedRoute => {
  const [method = '', path = ''] = key.split(' ')
  return { id: key, integration: 'integ01', key, method, path, scopes, authorizer, functionLogicalId: 'Fn' }
}

const reached = (): InvokeResult => ({ ok: true, payload: { statusCode: 200, body: 'reached' } })

export async function startGateway(): Promise<GatewayHarness> {
  const issuer = await startIssuer()
  const api: ResolvedApi = {
    logicalId: 'Api',
    id: 'api1234567',
    name: 'garage',
    title: 'garage-api',
    routes: [
      route('GET /scoped', ['api/a.read', 'api/a.write'], 'Jwt'),
      route('GET /unscoped', [], 'Jwt'),
      route('POST /items/{id}', ['api/a.write'], 'Jwt'),
      route('GET /open', []),
    ],
    authorizers: {
      Jwt: {
        title: 'Jwt',
        issuer: issuer.url,
        audience: [client, 'other'],
        identitySource: '$request.header.Authorization',
      },
    },
    cors: undefined,
  }
  const variant: GatewayHarness['variant'] = (overrides, deps) =>
    listen(
      createGateway({
        api: { ...api, ...overrides },
        now: () => harness.clock * 1000,
        log: () => {},
        access: (entry) => harness.accesses.push(entry),
        integrationMilliseconds: 300,
        ...deps,
        invoke: async (_, event) => {
          harness.invoked.push(event)
          return harness.behave()
        },
      }),
      serverOptions,
    )
  const gateway = await variant({})
  const harness: GatewayHarness = {
    url: gateway.url,
    issuer,
    invoked: [],
    accesses: [],
    clock: now,
    behave: reached,
    good: () => ({
      iss: issuer.url,
      sub: 'someone',
      client_id: client,
      token_use: 'access',
      scope: 'openid api/a.read',
      iat: now - 1,
      exp: now + 60,
    }),
    bearer: async (claims, header) => `Bearer ${await issuer.sign(claims, header)}`,
    get: (path, authorization, rest = {}) =>
      call(gateway.url, path, {
        ...rest,
        headers: { ...rest.headers, ...(authorization === undefined ? {} : { authorization }) },
      }),
    variant,
    reset: () => {
      harness.invoked.length = 0
      harness.accesses.length = 0
      harness.clock = now
      harness.behave = reached
    },
    stop: async () => {
      await Promise.all([gateway.stop(), issuer.stop()])
    },
  }
  return harness
}
