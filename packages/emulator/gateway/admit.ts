/**
 * Whether the gateway lets a request through, in AWS's order: quota, path, preflight, route, token, scopes. No body is read
 * and no function called.
 */
import { headerLimitBytes } from '@scopegate/template'
import type { ResolvedApi } from '../template/index.ts'
import { type Answer, badRequest, headersTooLarge, notFound } from './answer.ts'
import {
  type Authorized,
  type AuthorizerOptions,
  type Claims,
  createAuthorizer,
  type RefusalFault,
} from './authorizer/index.ts'
import { preflight } from './cors.ts'
import { headerBytes, headersOf, type RequestHeaders, type Target, targetOf } from './request.ts'
import { compileRoutes, type SelectedRoute } from './routes.ts'

/** A request before its body. */
export interface RequestHead {
  readonly method: string
  /** The request target, as it came. */
  readonly url: string
  /** Names and values in turn, as they came. */
  readonly rawHeaders: readonly string[]
}

export type Admission =
  | {
      readonly kind: 'admitted'
      readonly selected: SelectedRoute
      readonly target: Target
      readonly headers: RequestHeaders
      /** `undefined` on a route without authorizer. */
      readonly authorized: Authorized | undefined
    }
  | {
      readonly kind: 'answered'
      readonly answer: Answer
      /** What was wrong; `preflight`: nothing, the gateway itself answers it. */
      readonly fault: 'headers' | 'path' | 'preflight' | 'route' | RefusalFault
      readonly selected?: SelectedRoute | undefined
      /** Why the authorizer refused, in its own words. */
      readonly authorizerError?: string
      /** Of a token whose signature was good. */
      readonly claims?: Claims | undefined
    }

type Admit = (request: RequestHead) => Promise<Admission>

/** The gate of one API. */
export function createAdmission(
  api: Pick<ResolvedApi, 'routes' | 'authorizers' | 'cors'>,
  options: AuthorizerOptions,
): Admit {
  const select = compileRoutes(api.routes)
  const authorize = createAuthorizer(api.authorizers, options)
  return async ({ method, url, rawHeaders }) => {
    if (headerBytes(`${method} ${url} HTTP/1.1`, rawHeaders) > headerLimitBytes) {
      return { kind: 'answered', answer: headersTooLarge(), fault: 'headers' }
    }
    const target = targetOf(url)
    if (target === undefined) return { kind: 'answered', answer: badRequest(), fault: 'path' }
    const headers = headersOf(rawHeaders)
    const selected = select(method, target.segments)
    const early = preflight(api.cors, { method, headers: headers.all }, selected?.route)
    if (early !== undefined) return { kind: 'answered', answer: early, fault: 'preflight', selected }
    if (selected === undefined) return { kind: 'answered', answer: notFound(), fault: 'route' }
    const request = { headers: headers.all, rawQueryString: target.rawQueryString }
    const authorization = await authorize(selected.route, request)
    if (authorization.kind === 'refused') {
      const { answer, fault, reason, claims } = authorization
      return { kind: 'answered', answer, fault, selected, authorizerError: reason, claims }
    }
    const authorized = authorization.kind === 'authorized' ? authorization.by : undefined
    return { kind: 'admitted', selected, target, headers, authorized }
  }
}
