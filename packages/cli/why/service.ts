/**
 * The services' checks in their order: path, route, then who the caller is, then what the caller may. Behind a gateway
 * most of it was looked at before; the services trust none of that and look again. Restated, like the gateway's.
 *
 * @module
 */
import type { KitProblemCode } from '@scopegate/contract'
import { isOrgId } from '@scopegate/contract/org'
import { type HttpAnswer, problemAnswer } from './answers.ts'
import { type AssignmentFault, orgFault, roleFault } from './assignment.ts'
import { type Check, type Finding, failed, held, type Reason, unchecked } from './check.ts'
import type { Facts } from './facts.ts'
import { whyLacking } from './lacking.ts'
import { isPlainPath } from './plain-path.ts'
import { type Routed, routeOf } from './route.ts'
import { serviceWords as words } from './service-words.ts'

const refuse = ({ contract }: Facts, reason: Reason, code: KitProblemCode, detail: string): Finding =>
  failed(reason, problemAnswer(contract, code, detail))
const rejected = (facts: Facts, reason: Reason, detail: string) => refuse(facts, reason, 'token_rejected', detail)

/** Node's own refusal, before any code of ours: no body. */
const tooLarge: HttpAnswer = { status: 431, headers: { connection: 'close' }, body: null }

const path: Check = {
  name: 'path',
  look: (facts) => {
    const { path, api, method, token } = facts
    // Behind a gateway nothing that long arrives.
    const length = `${method} ${path} HTTP/1.1\r\nauthorization: Bearer ${token}\r\n`.length
    if (api === undefined && length > 10_240) return failed('request_too_large', tooLarge)
    const arrives = api === undefined ? path : decodeURIComponent(path)
    return isPlainPath(arrives, api !== undefined)
      ? held('everybody reads it alike')
      : refuse(facts, 'path_refused', 'path_refused', words.pathRefused)
  },
}

/** What the services' router finds: it splits the path after it was decoded, an HTTP API before. */
const serviceRoute = ({ contract, method, path }: Facts): Routed =>
  routeOf(contract, method, decodeURIComponent(path).slice(1).split('/'))

const route: Check = {
  name: 'route',
  look: (facts) => {
    const routed = serviceRoute(facts)
    switch (routed.kind) {
      case 'unknown':
        return refuse(facts, 'path_unknown', 'not_found', words.pathUnknown)
      case 'other_method': {
        const allow = routed.methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])).join(', ')
        return failed(
          'method_unknown',
          problemAnswer(facts.contract, 'method_not_allowed', `Use one of: ${allow}`, { allow }),
        )
      }
      case 'operation':
        return held(`it is the operation \`${routed.id}\``)
    }
  },
}

const token: Check = {
  name: 'token',
  look: (facts) => {
    const { token, reading, header, trusted, signature } = facts
    if (token === '') return refuse(facts, 'token_missing', 'token_missing', words.tokenMissing)
    if (!/^[\w\-.~+/]+=*$/.test(token)) return refuse(facts, 'not_a_token', 'credentials_malformed', words.malformed)
    if (reading.kind !== 'token' || !reading.strict) {
      const foreign = reading.kind === 'token' && header['alg'] !== 'RS256' && !('crit' in header)
      return rejected(facts, foreign ? 'algorithm' : 'not_a_token', words.asIssued)
    }
    if (header['alg'] !== 'RS256') return rejected(facts, 'algorithm', words.asIssued)
    if (trusted === undefined) return rejected(facts, 'issuer_unknown', words.issuer)
    switch (signature.kind) {
      case 'good':
        return held(`the pool \`${trusted.pool}\` signed it`)
      case 'unchecked':
        return unchecked(`signature not checked: ${signature.because}`)
      case 'key_unknown':
        return rejected(facts, 'key_unknown', words.asIssued)
      case 'other_algorithm':
        return rejected(facts, 'algorithm', words.asIssued)
      case 'bad':
        return rejected(facts, 'signature', words.asIssued)
    }
  },
}

const time: Check = {
  name: 'time',
  look: (facts) => {
    const {
      claims: { exp, nbf, iat },
      now,
    } = facts
    if (typeof exp === 'number' && exp <= now) return rejected(facts, 'expired', words.expired)
    if (typeof nbf === 'number' && nbf > now) return rejected(facts, 'not_yet_valid', words.notYet)
    if (exp === undefined) return rejected(facts, 'expiry_missing', words.asIssued)
    if (typeof iat === 'number' && iat > now) return rejected(facts, 'not_yet_valid', words.notYet)
    return held('it is valid now')
  },
}

const use: Check = {
  name: 'use',
  look: (facts) => {
    const { claims } = facts
    if (claims['token_use'] === 'id') return refuse(facts, 'id_token', 'id_token_sent', words.idToken)
    if (claims['token_use'] !== 'access') return rejected(facts, 'not_an_access_token', words.tokenUse)
    return held('it is an access token')
  },
}

const client: Check = {
  name: 'client',
  look: (facts) => {
    const {
      claims: { aud, client_id: id, sub },
      clientOf,
    } = facts
    const client = clientOf(id)
    if (client === undefined) return rejected(facts, 'foreign_client', words.client)
    const audiences: readonly unknown[] = Array.isArray(aud) ? aud : [aud]
    if (aud !== undefined && (audiences.length === 0 || audiences.some((each) => each !== id))) {
      return rejected(facts, 'foreign_audience', words.audience)
    }
    if (typeof sub !== 'string' || sub === '' || (sub === id) !== (client.spec.kind === 'machine')) {
      return rejected(facts, 'subject', words.asIssued)
    }
    return held(`it was issued to \`${client.name}\``)
  },
}

const assignment: Check = {
  name: 'assignment',
  look: (facts) => {
    const client = facts.clientOf(facts.claims['client_id'])
    const fault: AssignmentFault | undefined =
      client === undefined ? 'role_invalid' : (orgFault(facts, client) ?? roleFault(facts, client))
    if (fault === undefined) return held('organization and role are ones that this client’s tokens may have')
    return refuse(facts, fault, 'caller_unassigned', words[fault])
  },
}

const scope: Check = {
  name: 'scope',
  look: (facts) => {
    const { scope: name = '', wire = '' } = facts.scopeOf(serviceRoute(facts)) ?? {}
    // The services read `scope` alone, which is what Cognito writes.
    const carried = typeof facts.claims['scope'] === 'string' ? facts.claims['scope'].split(' ') : []
    if (wire !== '' && carried.includes(wire)) {
      return held(`it carries \`${wire}\``)
    }
    return failed(
      whyLacking(facts, name),
      problemAnswer(facts.contract, 'scope_insufficient', words.scope(wire), { scope: wire }),
    )
  },
}

const tenancy: Check = {
  name: 'tenancy',
  look: (facts) => {
    const routed = serviceRoute(facts)
    if (routed.kind !== 'operation') return held('no operation, no organization')
    const isOperator = facts.contract.pools[facts.trusted?.pool ?? '']?.org === 'none'
    switch (routed.operation.tenancy) {
      case 'none':
        return held('it is about no organization’s data')
      case 'caller':
        if (isOperator) return refuse(facts, 'caller_kind', 'caller_kind_refused', words.noOrganization)
        return held('it is about the caller’s own organization')
      case 'path':
        if (!isOperator) return refuse(facts, 'caller_kind', 'caller_kind_refused', words.operatorsOnly)
        return isOrgId(routed.parameters['org'] ?? '')
          ? held('it is about the organization that the path names')
          : refuse(facts, 'org_malformed', 'not_found', words.noSuchOrganization)
    }
  },
}

/** The checks for this request: none about the token where everyone may call. */
export function serviceChecks({ routed }: Facts): readonly Check[] {
  const isOpen = routed.kind === 'operation' && routed.operation.access.kind === 'public'
  return isOpen ? [path, route] : [path, route, token, time, use, client, assignment, scope, tenancy]
}
