/**
 * The matrix: everyone × every operation, at each pool's gateway and at the services without a gateway. Each answer must
 * be what the algebra predicts, and the whole is kept as a grid that a reviewer can read.
 */
import { beforeAll, describe, expect, inject, test } from 'vitest'
import { allPools, type OperationId, operationIds, operations, type PoolName } from '../support/contract.ts'
import { apiUrl } from '../support/stack.ts'
import { grid } from './grid.ts'
import { observedAtGateway, observedAtServices } from './observe.ts'
import { gatewayVerdict, serviceVerdict, type Verdict } from './predict.ts'
import { allPrincipals, type Principal, somebody } from './principals.ts'
import { requestFor } from './requests.ts'

let principals: readonly Principal[]

beforeAll(async () => {
  principals = await allPrincipals()
})

type Judge = (operation: OperationId, principal: Principal) => Promise<Verdict> | Verdict

/** Asks about everyone and every operation, one at a time: the same order in every run. */
async function judged(heading: string, judge: Judge): Promise<string> {
  const rows = []
  for (const operation of operationIds) {
    const cells: Verdict[] = []
    for (const principal of principals) cells.push(await judge(operation, principal))
    rows.push({ name: `${operations[operation].method} ${operations[operation].path}`, cells })
  }
  return grid(
    heading,
    principals.map(({ name }) => name),
    rows,
  )
}

const heading = (gate: string) => gate.padEnd(40)

const predictedAtGateway = (pool: PoolName) =>
  judged(heading(`${pool}-api`), (operation, { presented }) => gatewayVerdict(presented, operation, pool))
const predictedAtServices = () =>
  judged(heading('services'), (operation, { presented }) => serviceVerdict(presented, operation))

describe('the access matrix', () => {
  test.each(allPools)('is what the algebra predicts at the gateway of the %s pool', async (pool) => {
    const live = await judged(heading(`${pool}-api`), async (operation, { token }) =>
      observedAtGateway(operation, await fetch(requestFor(operation, apiUrl(pool), token))),
    )
    expect(live).toBe(await predictedAtGateway(pool))
  })

  test('is what the algebra predicts at the services without a gateway', async () => {
    const live = await judged(heading('services'), async (operation, { token }) =>
      observedAtServices(operation, await fetch(requestFor(operation, inject('servicesUrl'), token))),
    )
    expect(live).toBe(await predictedAtServices())
  })

  test('is the one that was reviewed', async () => {
    const grids = [...(await Promise.all(allPools.map(predictedAtGateway))), await predictedAtServices()]
    await expect(`${legend}\n${grids.join('\n\n')}\n`).toMatchFileSnapshot('../golden/access-matrix.txt')
  })
})

const legend = `Who may do what: each principal at each gate, as the live stack answers it.
yes: the request reached its handler. 401, 403: refused. 404: this API does not carry the operation.
A person's column names the role and the sign-in: web is authorization code with PKCE, sdk is the AWS SDK.
The id token, the expired and the foreign one are ${/^[aeiou]/.test(somebody.role) ? 'an' : 'a'} ${somebody.role}'s of the ${somebody.pool} pool.
`
