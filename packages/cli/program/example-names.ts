/** Names of a system for the examples in the help: each example is one of its own people, machines and operations. */
import { type Contract, clientKinds, indexOf, type NamedOperation } from '@scopegate/contract'

/** What examples are made of; each empty where the contract has none. */
export interface ExampleNames {
  /** As `--as` takes them: `shop:clerk@org_one`. The first role of each pool, then its others. */
  readonly people: readonly string[]
  readonly machines: readonly string[]
  /** Those that need a scope and can be called without a body or a name in the path. */
  readonly reads: readonly NamedOperation[]
}

export function exampleNames(contract: Contract): ExampleNames {
  const { clients, operations } = indexOf(contract)
  const machines = clients.filter(({ kind }) => kind === 'machine')
  // Which organizations there are, a contract says of its machines alone.
  const org = machines.map((client) => (client.kind === 'machine' ? client.org : ''))[0] ?? 'org_example'
  const pools = Object.entries(contract.pools).filter(([, pool]) =>
    Object.values(pool.clients).some(({ kind }) => clientKinds[kind].subject === 'person'),
  )
  const named = pools.map(([pool, spec]) =>
    spec.roles.map((role) => `${pool}:${role}${spec.org === 'required' ? `@${org}` : ''}`),
  )
  return {
    people: [...named.flatMap((all) => all.slice(0, 1)), ...named.flatMap((all) => all.slice(1))],
    machines: machines.map(({ name }) => name),
    reads: operations.filter(
      ({ operation: { access, method, path } }) => access.kind === 'scope' && method === 'GET' && !path.includes('{'),
    ),
  }
}
