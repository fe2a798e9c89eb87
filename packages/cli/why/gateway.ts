/**
 * The gateway's checks in its order (aws-facts §E.1): route, token, signature, times, scope. It does not look at
 * `token_use`, organization or role. Restated here, so that the tests can hold three opinions against each other.
 *
 * @module
 */
import { gatewayAnswers } from './answers.ts'
import { type Check, failed, held, type Reason, unchecked } from './check.ts'
import type { Facts } from './facts.ts'
import { whyLacking } from './lacking.ts'
import { scopesIn } from './reading.ts'
import { segmentsOf } from './route.ts'

/** Documented (aws-facts §D.2): the request line and all headers together, in bytes. */
const headerQuota = 10_240

const refused = (reason: Reason, words: string) => failed(reason, gatewayAnswers.tokenRefused(words))

const request: Check = {
  name: 'request',
  look: ({ method, path, token }) => {
    const line = `${method} ${path} HTTP/1.1\r\n`
    const header = token === '' ? '' : `authorization: Bearer ${token}\r\n`
    if (Buffer.byteLength(line + header) > headerQuota) return failed('request_too_large', gatewayAnswers.tooLarge())
    return segmentsOf(path) === undefined
      ? failed('path_undecodable', gatewayAnswers.badRequest())
      : held('it can be read and is not too large')
  },
}

const route: Check = {
  name: 'route',
  look: ({ routed, carriers, api, method }) => {
    switch (routed.kind) {
      case 'unknown':
        return failed('path_unknown', gatewayAnswers.notFound())
      case 'other_method':
        return failed('method_unknown', gatewayAnswers.notFound())
      case 'operation':
        return carriers.some((pool) => pool === api)
          ? held(`the API of \`${api ?? ''}\` carries ${method} ${routed.operation.path}`)
          : failed('operation_not_exposed', gatewayAnswers.notFound())
    }
  },
}

const token: Check = {
  name: 'token',
  look: ({ reading }) => {
    switch (reading.kind) {
      case 'absent':
        return failed('token_missing', gatewayAnswers.tokenMissing())
      case 'no_token':
        return refused('not_a_token', 'token contains an invalid number of segments')
      case 'undecodable':
        return refused('not_a_token', 'the token cannot be decoded')
      case 'token':
        return held('there is one, and it can be decoded')
    }
  },
}

const wrongAlgorithm = () => refused('algorithm', 'the token is not signed with an RSA algorithm')

const algorithm: Check = {
  name: 'algorithm',
  look: ({ header: { alg } }) =>
    alg === 'RS256' || alg === 'RS384' || alg === 'RS512' ? held('it names an RSA signature') : wrongAlgorithm(),
}

const issuer: Check = {
  name: 'issuer',
  look: ({ trusted, api }) => {
    if (trusted?.pool === api) return held(`it names the pool \`${api ?? ''}\``)
    return refused(trusted === undefined ? 'issuer_unknown' : 'other_pool', 'the token does not have a valid issuer')
  },
}

const signature: Check = {
  name: 'signature',
  look: ({ signature }) => {
    switch (signature.kind) {
      case 'good':
        return held('the issuer’s key made it')
      case 'unchecked':
        return unchecked(`not checked: ${signature.because}`)
      case 'key_unknown':
        return refused('key_unknown', 'the token names no key of the issuer')
      case 'other_algorithm':
        return wrongAlgorithm()
      case 'bad':
        return refused('signature', 'the token signature is invalid')
    }
  },
}

const client: Check = {
  name: 'client',
  look: ({ claims, trusted }) => {
    // Documented: `client_id` counts only when there is no `aud`.
    const named = claims['aud'] === undefined ? claims['client_id'] : claims['aud']
    const known = (Array.isArray(named) ? named : [named]).some(
      (id) => typeof id === 'string' && (trusted?.clients.has(id) ?? false),
    )
    if (known) return held('it was issued to an app client of the pool')
    const isAudience = claims['aud'] !== undefined && claims['token_use'] !== 'id'
    return refused(isAudience ? 'foreign_audience' : 'foreign_client', 'the token does not have a valid audience')
  },
}

const isPast = (claim: unknown, now: number) => claim === undefined || (typeof claim === 'number' && claim <= now)

const time: Check = {
  name: 'time',
  look: ({ claims: { exp, nbf, iat }, now }) => {
    if (typeof exp !== 'number') return refused('expiry_missing', 'the token has expired')
    if (exp <= now) return refused('expired', 'the token has expired')
    if (!isPast(nbf, now) || !isPast(iat, now)) return refused('not_yet_valid', 'the token is not valid yet')
    return held('it is valid now')
  },
}

const scope: Check = {
  name: 'scope',
  look: (facts) => {
    const { scope: name = '', wire = '' } = facts.scopeOf(facts.routed) ?? {}
    return scopesIn(facts.claims).includes(wire)
      ? held(`it carries \`${wire}\``)
      : failed(whyLacking(facts, name), gatewayAnswers.scopeMissing(wire))
  },
}

/** The checks for this request. A route without authorizer has none about the token. */
export function gatewayChecks({ routed }: Facts): readonly Check[] {
  const isOpen = routed.kind === 'operation' && routed.operation.access.kind === 'public'
  return isOpen ? [request, route] : [request, route, token, algorithm, issuer, signature, client, time, scope]
}
