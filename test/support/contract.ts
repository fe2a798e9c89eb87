/** The contract, as the tests of this system ask about it. */
import { type ContractIndex, indexOf, kitProblems, type PoolSpec, type ProblemSpec } from '@scopegate/contract'
import { contract } from '@scopegate/scopes/contract'

export const { operations } = contract

export type OperationId = keyof typeof operations

// The cast is safe: Object.keys of a literal that nobody extends gives exactly its keys.
export const operationIds = Object.keys(operations) as readonly OperationId[]

/** Whether the operation's method carries a body. */
export const takesBody = (id: OperationId): boolean => !['GET', 'DELETE'].includes(operations[id].method)

export type PoolName = keyof typeof contract.pools

/** In the contract's order. */
export const allPools = Object.keys(contract.pools) as readonly PoolName[]

export const {
  clients: allClients,
  scopes: allScopes,
  clientNamed,
  exposes,
  operationsOf,
  scopesOfClient,
  scopesOfRole,
  wireName,
}: ContractIndex = indexOf(contract)

/** The organizations that the contract names, each bound to a machine. */
export const orgs: readonly string[] = [
  ...new Set(allClients.flatMap((client) => (client.kind === 'machine' ? [client.org] : []))),
]

/** The row of a pool that is there. */
export function poolNamed(pool: string): PoolSpec<string, string> {
  const row = indexOf(contract).poolNamed(pool)
  if (row === undefined) throw new Error(`The contract has no pool \`${pool}\``)
  return row
}

const problems = { ...kitProblems, ...contract.problems }

export type ProblemCode = keyof typeof problems

/** The row of a problem, the product's or the system's. */
export const problemSpec = (code: ProblemCode): ProblemSpec => problems[code]
