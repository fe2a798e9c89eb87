/**
 * `scopes why` against the running stack: for every refused cell of the access matrix it names the layer, the reason and the
 * very answer that gateway and services give; for every other cell it says that the request passes.
 */
import { beforeAll, expect, inject, test } from 'vitest'
import { gatewayVerdict, type Presented, serviceVerdict } from '../matrix/predict.ts'
import { allPrincipals, type Principal, somebody } from '../matrix/principals.ts'
import { requestFor } from '../matrix/requests.ts'
import {
  allPools,
  clientNamed,
  type OperationId,
  operationIds,
  operations,
  poolNamed,
  scopesOfRole,
} from '../support/contract.ts'
import { apiUrl } from '../support/stack.ts'
import { type Gate, refusalIn, type Told, told } from './ask.ts'

let principals: readonly Principal[]

beforeAll(async () => {
  principals = await allPrincipals()
})

const verdictOf = (presented: Presented, operation: OperationId, gate: Gate) =>
  gate === 'services' ? serviceVerdict(presented, operation) : gatewayVerdict(presented, operation, gate)

/** Which roles of the pool hold the scope decides for a client whose scopes are the roles’. */
const someRoleHolds = (pool: string, operation: OperationId) => {
  const { access } = operations[operation]
  return access.kind === 'scope' && poolNamed(pool).roles.some((role) => scopesOfRole(role).includes(access.scope))
}

/** Why a cell is refused, from the contract alone: the reason that neither layer tells the caller. */
function reasonOf({ name, presented }: Principal, operation: OperationId, gate: Gate): string {
  if (gate !== 'services' && gatewayVerdict(presented, operation, gate) === '404') return 'operation_not_exposed'
  const pool = 'pool' in presented ? presented.pool : somebody.pool
  if (presented.kind === 'none') return 'token_missing'
  if (presented.kind === 'foreign') return 'issuer_unknown'
  if (gate !== 'services' && gate !== pool) return 'other_pool'
  if (presented.kind === 'expired') return 'expired'
  if (presented.kind === 'id') return 'id_token'
  if (clientNamed(name) !== undefined) return 'scope_not_of_client'
  return someRoleHolds(pool, operation) ? 'scope_not_of_role' : 'scope_not_of_client'
}

const nothing: Told = { verdict: 'passes', reason: undefined, refusal: undefined }

/** What `why` has to say of a cell: that it passes, or the live refusal with its reason. */
async function expected(principal: Principal, operation: OperationId, gate: Gate, request: Request): Promise<Told> {
  if (verdictOf(principal.presented, operation, gate) === 'yes') return nothing
  const answer = await fetch(request)
  const header = (name: string) => answer.headers.get(name) ?? undefined
  const refusal = refusalIn(answer.status, header, await answer.text())
  return { verdict: 'refused', reason: reasonOf(principal, operation, gate), refusal }
}

test.each<Gate>([...allPools, 'services'])(
  'why explains every cell of the matrix at %s',
  async (gate) => {
    let refused = 0
    for (const operation of operationIds) {
      for (const principal of principals) {
        const address = gate === 'services' ? inject('servicesUrl') : apiUrl(gate)
        const request = requestFor(operation, address, principal.token)
        const said = await told(gate, request.method, new URL(request.url).pathname, principal.token ?? '')
        const cell = `${principal.name} ${operation}`
        expect([cell, said]).toEqual([cell, await expected(principal, operation, gate, request)])
        if (said.verdict === 'refused') refused += 1
      }
    }
    // A matrix without refusals would prove nothing.
    expect(refused).toBeGreaterThan(operationIds.length)
  },
  120_000,
)
