/** Who may call an operation, from the contract alone, so that a test of any operation gets as far as its handler. */
import { type Holder, indexOf, type OperationSpec, servingRefusal } from '@scopegate/contract'
import { contract } from '@scopegate/scopes/contract'
import { type OperationId, operations } from '../../support/contract.ts'
import type { Principal } from '../../support/principals.ts'

const { holders, poolNamed } = indexOf(contract)

/** Whether the holder holds the scope and is served. */
function mayCall({ pool, kind, scopes }: Holder, { access, ...spec }: OperationSpec): boolean {
  const holding = { machine: kind === 'machine', org: kind === 'machine' || poolNamed(pool)?.org === 'required' }
  return (access.kind === 'public' || scopes.includes(access.scope)) && servingRefusal(spec, holding) === undefined
}

/**
 * The first of the contract who may call the operation: a person of the organization where the pool has any, or a machine,
 * which is of its own.
 *
 * @throws Error when nobody may, which is an error of the contract
 */
export function callerOf(id: OperationId, org: string): Principal {
  const holder = holders.find((each) => mayCall(each, operations[id]))
  if (holder === undefined) throw new Error(`Nobody may call \`${id}\``)
  const { kind, pool, client, role } = holder
  const common = { pool, client, scopes: undefined }
  if (kind === 'machine') return { ...common, kind }
  return { ...common, kind, sub: `${role}-of-${org}`, role, org: poolNamed(pool)?.org === 'required' ? org : undefined }
}
