/** Puts a system's sample data in through its APIs, with tokens of demo users who may do it. */
import {
  type Contract,
  indexOf,
  type OperationSpec,
  type SampleData,
  type SampleStep,
  servingRefusal,
} from '@scopegate/contract'
import type { LocalStack } from '@scopegate/emulator'
import { accessToken } from '../token/sign-in.ts'
import { wantedScopes } from '../token/wanted-scopes.ts'
import type { Principal } from '../token/who.ts'

type Running = Pick<LocalStack, 'file' | 'resolved'>

interface Call {
  readonly step: SampleStep
  readonly operation: OperationSpec
  /** As API Gateway writes it: `PUT /v1/orders/{id}`. */
  readonly route: string
}

/** The answer is one line for each step that was refused: a warning, not a failure. */
export async function putSampleData(contract: Contract, data: SampleData, stack: Running): Promise<readonly string[]> {
  const tokens = new Map<string, Promise<string>>()
  const tokenOf = (principal: Principal) => {
    const key = `${principal.client.name} ${principal.user?.username}`
    const token = tokens.get(key) ?? accessToken(stack.file, principal, wantedScopes(contract, principal, []))
    tokens.set(key, token)
    return token
  }
  const byOrg = Map.groupBy(data, ({ org }) => org)
  const refusals = await Promise.all(
    [...byOrg.values()].map(async (steps) => {
      const refused: string[] = []
      for (const step of steps) {
        try {
          await run(contract, stack, callOf(contract, step), tokenOf)
        } catch (error) {
          refused.push(`${step.operation}: ${error instanceof Error ? error.message : String(error)}`)
        }
      }
      return refused
    }),
  )
  return refusals.flat()
}

function callOf({ operations }: Contract, step: SampleStep): Call {
  const operation = Object.hasOwn(operations, step.operation) ? operations[step.operation] : undefined
  if (operation === undefined) throw new Error('the contract has no such operation')
  return { step, operation, route: `${operation.method} ${operation.path}` }
}

async function run(
  contract: Contract,
  stack: Running,
  call: Call,
  tokenOf: (principal: Principal) => Promise<string>,
): Promise<void> {
  const carriers = stack.resolved.apis.filter(({ routes }) => routes.some(({ key }) => key === call.route))
  // Another template than this contract's: it has no such data.
  if (carriers.length === 0) return
  const principal = principalFor(contract, stack, call, new Set(carriers.map(({ name }) => name)))
  if (principal === undefined) throw new Error('no demo user may do it')
  const { step, operation } = call
  const values: Readonly<Record<string, string | undefined>> = { org: step.org, ...step.path }
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? ''))
  const response = await fetch(`${stack.file.apis[principal.pool]?.url ?? ''}${path}`, {
    method: operation.method,
    headers: {
      ...step.headers,
      authorization: `Bearer ${await tokenOf(principal)}`,
      ...(step.body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(step.body === undefined ? {} : { body: JSON.stringify(step.body) }),
  })
  await response.arrayBuffer()
  if (!response.ok) throw new Error(`the answer was ${response.status}`)
}

/** The first demo user who may make the call, with the client to sign in through. */
function principalFor(
  contract: Contract,
  { file }: Running,
  { step, operation }: Call,
  carriers: ReadonlySet<string>,
): Principal | undefined {
  const { holders, clientNamed, poolNamed } = indexOf(contract)
  for (const { kind, pool, client: name, role, scopes } of holders) {
    const org = poolNamed(pool)?.org === 'required'
    const { access } = operation
    const may =
      kind === 'person' &&
      carriers.has(pool) &&
      (access.kind === 'public' || scopes.includes(access.scope)) &&
      servingRefusal(operation, { machine: false, org }) === undefined
    const user = file.users.find(
      (each) => each.pool === pool && each.role === role && each.org === (org ? step.org : undefined),
    )
    const spec = clientNamed(name)
    const client = file.clients[name]
    if (!may || user === undefined || spec === undefined || client === undefined) continue
    const redirectUris = [...(client.redirectUris ?? [])]
    return { pool, client: { ...client, redirectUris, name, kind: spec.kind }, user }
  }
  return undefined
}
