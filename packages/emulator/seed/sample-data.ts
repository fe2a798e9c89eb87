/**
 * A little data for a first look: organizations with money and stock. It goes in through the APIs, with tokens of people
 * who may do it, so that the sample cannot say what the system would refuse.
 *
 * @module
 */
import { decodeJwt } from 'jose'
import type { ResolvedApi, ResolvedPool } from '../template/index.ts'
import { signIn } from './sign-in.ts'
import { type DemoUser, demoOrgs } from './users.ts'

export interface SampleDeps {
  readonly cognitoUrl: string
  readonly pools: readonly ResolvedPool[]
  /** The template's APIs with their addresses. */
  readonly apis: readonly (ResolvedApi & { readonly url: string })[]
  readonly users: readonly DemoUser[]
}

interface Step {
  /** The route as the template writes it; a template without it has no such data. */
  readonly route: string
  readonly path: string
  /** `undefined`: somebody of a pool that is not bound to organizations. */
  readonly org: string | undefined
  readonly headers?: Record<string, string>
  readonly body: object
}

const stock = [
  { sku: 'tea-250g', name: 'Green tea, 250 g', quantity: 120 },
  { sku: 'mug-blue', name: 'Mug, blue', quantity: 40 },
  { sku: 'kettle-1l', name: 'Kettle, 1 l', quantity: 7 },
]

/** What is put in for an organization, in order. */
const stepsFor = (org: string): readonly Step[] => [
  {
    route: 'PUT /v1/orgs/{org}',
    path: `/v1/orgs/${org}`,
    org: undefined,
    body: { name: org.replace(/^org_/, '').replace(/^./, (letter) => letter.toUpperCase()), currency: 'EUR' },
  },
  {
    route: 'POST /v1/orgs/{org}/wallet/credits',
    path: `/v1/orgs/${org}/wallet/credits`,
    org: undefined,
    headers: { 'idempotency-key': `"sample-${org}"` },
    body: { amount: 50_000, currency: 'EUR', reference: 'Sample credit' },
  },
  ...stock.map(({ sku, name, quantity }) => ({
    route: 'PUT /v1/inventory/{sku}',
    path: `/v1/inventory/${sku}`,
    org,
    headers: { 'if-none-match': '*' },
    body: { name, quantity },
  })),
]

/** Puts the sample data in. The answer is one line for each thing that was refused: a warning, not a failure. */
export async function putSampleData(deps: SampleDeps): Promise<readonly string[]> {
  const tokens = new Map<string, Promise<string>>()
  const refusals = await Promise.all(
    demoOrgs(deps.pools).map(async (org) => {
      const refused: string[] = []
      for (const step of stepsFor(org)) {
        try {
          await run(deps, step, tokens)
        } catch (error) {
          refused.push(`${step.route}: ${error instanceof Error ? error.message : String(error)}`)
        }
      }
      return refused
    }),
  )
  return refusals.flat()
}

async function run(deps: SampleDeps, step: Step, tokens: Map<string, Promise<string>>): Promise<void> {
  const api = deps.apis.find(({ name, routes }) => {
    const bound = deps.pools.find((pool) => pool.name === name)?.org === 'required'
    return bound === (step.org !== undefined) && routes.some(({ key }) => key === step.route) && mayAct(deps, name)
  })
  const scopes = api?.routes.find(({ key }) => key === step.route)?.scopes
  if (api === undefined || scopes === undefined) return
  const token = await tokenWith(deps, api.name, step.org, scopes, tokens)
  const response = await fetch(`${api.url}${step.path}`, {
    method: step.route.split(' ')[0] ?? '',
    headers: { ...step.headers, authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(step.body),
  })
  await response.arrayBuffer()
  if (!response.ok) throw new Error(`the answer was ${response.status}`)
}

/** Whether people sign in to the pool at all. */
const mayAct = ({ users }: SampleDeps, pool: string) => users.some((user) => user.pool === pool)

/** The token of the first person, of that pool and organization, who holds one of the scopes. */
async function tokenWith(
  { cognitoUrl, pools, users }: SampleDeps,
  poolName: string,
  org: string | undefined,
  scopes: readonly string[],
  tokens: Map<string, Promise<string>>,
): Promise<string> {
  const pool = pools.find(({ name }) => name === poolName)
  for (const user of users.filter((one) => one.pool === poolName && one.org === org)) {
    if (pool === undefined) break
    const key = `${poolName} ${user.email}`
    const signedIn = tokens.get(key) ?? signIn(cognitoUrl, pool, user)
    tokens.set(key, signedIn)
    const token = await signedIn
    const { scope } = decodeJwt<{ scope?: unknown }>(token)
    const held = typeof scope === 'string' ? scope.split(' ') : []
    if (scopes.length === 0 || scopes.some((scope) => held.includes(scope))) return token
  }
  throw new Error('nobody of the demo users may do it')
}
