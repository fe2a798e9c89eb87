/** What the service asks of a contract, as types. */
import type { accountOperations, accountServices, Contract, TableAction } from '@scopegate/contract'
import type { HandlersOf } from '@scopegate/http/handlers'

type Operations = typeof accountOperations

/** A contract that has the product's rows (`accountServices`, `accountOperations`), with whatever texts. */
export type AccountContract = Contract & {
  readonly services: { readonly account: { readonly tables: { readonly organizations: readonly TableAction[] } } }
  readonly operations: { readonly [Id in keyof Operations]: Omit<Operations[Id], 'summary'> }
}

/** The product's rows alone: what the handlers are written against. */
export interface OwnRows extends Contract {
  readonly services: typeof accountServices
  readonly operations: Operations
}

/** The service's handlers, for a contract that has its rows. */
export type AccountHandlers<C extends AccountContract> = HandlersOf<C, 'account'>
