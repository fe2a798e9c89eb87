/** How the tests change a contract. */
import type { Contract } from '@scopegate/contract/contract'
import type { BrowserClientSpec, MachineClientSpec, SdkClientSpec } from '@scopegate/contract/shape'

/** The same, to be written into. */
export type Mutable<T> = T extends readonly (infer Each)[]
  ? Mutable<Each>[]
  : T extends object
    ? { -readonly [Key in keyof T]: Mutable<T[Key]> }
    : T

export type MutableContract = Mutable<Contract>

/** One kind of change, as somebody would make it. */
export interface Edit {
  /** `a scope is added` */
  readonly title: string
  readonly edit: (contract: MutableContract) => void
}

export const edits = (all: Readonly<Record<string, Edit['edit']>>): readonly Edit[] =>
  Object.entries(all).map(([title, edit]) => ({ title, edit }))

/** The contract after the change; the one that is given stays as it is. */
export function edited(contract: Contract, { edit }: Edit): Contract {
  // The cast is safe: the copy is nobody else's.
  const copy = structuredClone(contract) as MutableContract
  edit(copy)
  return copy
}

function found<T>(row: T | undefined, name: string): T {
  if (row === undefined) throw new Error(`The contract has no \`${name}\` to change`)
  return row
}

export const poolOf = (contract: MutableContract, name: string) => found(contract.pools[name], name)
export const operationOf = (contract: MutableContract, id: string) => found(contract.operations[id], id)

export const scopesOf = (contract: MutableContract, server: string) =>
  found(contract.resourceServers[server], server).scopes

export const scopeOf = (contract: MutableContract, server: string, scope: string) =>
  found(scopesOf(contract, server)[scope], scope)

const clientOf = (contract: MutableContract, name: string) =>
  found(
    Object.values(contract.pools)
      .map(({ clients }) => clients[name])
      .find((client) => client !== undefined),
    name,
  )

function ofKind<Kind extends string, Client extends { readonly kind: string }>(kind: Kind, client: Client) {
  if (client.kind !== kind) throw new Error(`The client is a ${client.kind} client`)
  // The cast is safe: the kind was looked at.
  return client as Extract<Client, { readonly kind: Kind }>
}

export const browser = (contract: MutableContract, name: string): Mutable<Required<BrowserClientSpec<string>>> =>
  // The cast is safe: the rows of these contracts state their addresses, as those of a stage do.
  ofKind('browser', clientOf(contract, name)) as Mutable<Required<BrowserClientSpec<string>>>
export const sdk = (contract: MutableContract, name: string): Mutable<SdkClientSpec<string>> =>
  ofKind('sdk', clientOf(contract, name))
export const machine = (contract: MutableContract, name: string): Mutable<MachineClientSpec<string, string>> =>
  ofKind('machine', clientOf(contract, name))

export const requires = (scope: string) => ({ kind: 'scope' as const, scope })
