/**
 * A third opinion: what the HTTP API's authorizer and what the services must say of a token, each restated in a few
 * lines that share no code with either. Sources: aws-facts §E.1 for the gateway, the README for the services.
 */

import {
  allClients,
  clientNamed,
  exposes,
  operations,
  type PoolName,
  poolNamed,
  wireName,
} from '../support/contract.ts'
import type { ScopedOperation, Specimen } from './specimens.ts'

export type Opinion = 'allow' | 401 | 403 | 404

const requiredScope = (operation: ScopedOperation) => wireName(operations[operation].access.scope)

const isOwnClient = (name: string | undefined, pool: PoolName): boolean =>
  name !== undefined && allClients.some((client) => client.pool === pool && client.name === name)

/** The JWT authorizer: signature, issuer, `aud` or else `client_id`, times, one of the route's scopes. Not `token_use`. */
export function gatewayOpinion(specimen: Specimen, operation: ScopedOperation): Opinion {
  const { pool } = specimen
  if (!exposes(pool, operations[operation])) return 404
  const audience = specimen.aud ?? specimen.clientId
  const identified =
    specimen.key !== 'unknown' &&
    specimen.iss === 'own' &&
    isOwnClient(audience, pool) &&
    specimen.exp === 'future' &&
    specimen.nbf !== 'future'
  if (!identified) return 401
  return specimen.scopes.includes(requiredScope(operation)) ? 'allow' : 403
}

/** The services: all that the gateway looks at, and what it does not: `token_use`, `client_id`, organization and role. */
export function servicesOpinion(specimen: Specimen, operation: ScopedOperation): Opinion {
  const { pool, clientId } = specimen
  const identified =
    specimen.key !== 'unknown' &&
    specimen.iss === 'own' &&
    specimen.tokenUse === 'access' &&
    isOwnClient(clientId, pool) &&
    (specimen.aud === undefined || specimen.aud === clientId) &&
    specimen.exp === 'future' &&
    specimen.nbf !== 'future'
  if (!identified) return 401
  if (!isAssigned(specimen)) return 403
  if (!specimen.scopes.includes(requiredScope(operation))) return 403
  const { tenancy, callers } = operations[operation]
  if (tenancy === 'caller' && poolNamed(pool).org === 'none') return 403
  const isMachine = clientId !== undefined && clientNamed(clientId)?.kind === 'machine'
  return callers === 'people' && isMachine ? 403 : 'allow'
}

function isAssigned({ pool, clientId, org, role }: Specimen): boolean {
  const client = clientId === undefined ? undefined : clientNamed(clientId)
  if (client?.kind === 'machine') return org === client.org && role === client.role
  const hasOrg =
    poolNamed(pool).org === 'required' ? org !== undefined && /^org_[a-z\d]+$/.test(org) : org === undefined
  return hasOrg && poolNamed(pool).roles.some((each) => each === role)
}
