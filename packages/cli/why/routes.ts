/** The contract's operations as routes of the gateway, and which of them a request means. */
import { type Contract, indexOf, type NamedOperation } from '@scopegate/contract'
import type { ResolvedRoute } from '@scopegate/emulator'
import { targetOf } from '@scopegate/emulator/gateway/request'
import { compileRoutes } from '@scopegate/emulator/gateway/routes'

export const authorizerName = 'jwt'

/** The operations as the constructs write them into an API. */
export const routesFor = (contract: Contract, operations: readonly NamedOperation[]): readonly ResolvedRoute[] =>
  operations.map(({ id, operation: { method, path, access } }) => ({
    id,
    method,
    path,
    key: `${method} ${path}`,
    scopes: access.kind === 'scope' ? [indexOf(contract).wireName(access.scope)] : [],
    authorizer: access.kind === 'scope' ? authorizerName : undefined,
    integration: id,
    functionLogicalId: id,
  }))

/** Which operation a request means, wherever it is carried. */
export type Meant =
  | { readonly kind: 'operation'; readonly operation: NamedOperation }
  /** The path is there; `methods` are those that it has. */
  | { readonly kind: 'other_method'; readonly methods: readonly string[] }
  | { readonly kind: 'unknown' }

/** Finds it as the gateway does, among all operations. */
export function meantBy(contract: Contract, method: string, path: string): Meant {
  const { operations } = indexOf(contract)
  const select = compileRoutes(routesFor(contract, operations))
  const { segments } = targetOf(path) ?? { segments: [] }
  const idOf = (of: string) => select(of, segments)?.route.id
  const id = idOf(method)
  const operation = operations.find((each) => each.id === id)
  if (operation !== undefined) return { kind: 'operation', operation }
  const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].filter((each) => idOf(each) !== undefined)
  return methods.length === 0 ? { kind: 'unknown' } : { kind: 'other_method', methods }
}
