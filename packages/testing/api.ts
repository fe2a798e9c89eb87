/**
 * The services under test, called as anyone. Requests pass through the real application: the guard verifies the token's
 * signature against key sets that it fetches over HTTP, and decides by the contract.
 */
import type { Contract } from '@scopegate/contract'
import { type App, createApp, createVerifier, parsePools, type ServiceHandlers } from '@scopegate/http'
import { testIssuers } from './issuers.ts'
import { type MintOptions, mint } from './mint.ts'
import type { Principal } from './principals.ts'

/** What a request carries beside its path. */
export interface TestRequest {
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as JSON with its content type. */
  readonly json?: unknown
  /** Sent as it is; for bodies that are not JSON. */
  readonly body?: string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>
}

type Send = (path: string, request?: TestRequest) => Promise<Response>

/** Calls operations with one principal's token. */
export interface TestCaller {
  readonly get: Send
  readonly put: Send
  readonly post: Send
  readonly patch: Send
  readonly delete: Send
}

export interface TestApi {
  readonly app: App
  /** Calls as this principal, with a token that is minted for the first request and kept for the next ones. */
  readonly as: (principal: Principal, options?: MintOptions) => TestCaller
  /** Calls with any text in the token's place. */
  readonly withToken: (token: string) => TestCaller
  /** Calls without credentials. */
  readonly anonymous: TestCaller
  /** The decision log so far, oldest first. */
  readonly log: readonly Readonly<Record<string, unknown>>[]
}

/**
 * Puts the handlers of whole services behind the real guard.
 *
 * @param now the services' clock in milliseconds; signatures and expiry are judged by the real one
 * @example
 * const api = await testApi(contract, orderHandlers(orders))
 * const owner = api.as(person(contract, { pool: 'staff', role: 'owner', org: 'org_north' }))
 * expect((await owner.get('/v1/orders')).status).toBe(200)
 */
export async function testApi<const C extends Contract>(
  contract: C,
  handlers: ServiceHandlers<C>,
  now: () => number = Date.now,
): Promise<TestApi> {
  const issuers = await testIssuers(contract)
  const log: Record<string, unknown>[] = []
  const app = createApp(contract, handlers, {
    verify: createVerifier(contract, parsePools(contract, issuers.pools)),
    now,
    log: (entry) => log.push(entry),
  })
  const callerWith = (token: () => Promise<string | undefined>): TestCaller => {
    const send =
      (method: string): Send =>
      async (path, request = {}) =>
        app.request(path, init(method, request, await token()))
    return { get: send('GET'), put: send('PUT'), post: send('POST'), patch: send('PATCH'), delete: send('DELETE') }
  }
  return {
    app,
    as: (principal, options) => {
      let minted: Promise<string> | undefined
      return callerWith(() => (minted ??= mint(contract, principal, options)))
    },
    withToken: (token) => callerWith(() => Promise.resolve(token)),
    anonymous: callerWith(() => Promise.resolve(undefined)),
    log,
  }
}

function init(method: string, { headers, json, body }: TestRequest, token: string | undefined): RequestInit {
  const content = json === undefined ? body : JSON.stringify(json)
  return {
    method,
    headers: {
      ...(json === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...headers,
    },
    // A stream goes one way at a time (Fetch, "half duplex").
    ...(content === undefined ? {} : { body: content, duplex: 'half' as const }),
  }
}
