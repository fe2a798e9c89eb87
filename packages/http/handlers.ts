/**
 * What a handler is, by type: one for each operation of the contract, with exactly the context its row promises.
 * A protected operation has a caller, one with a tenancy has the organization, a public one has neither.
 */
import type { Contract, OperationIdOf } from '@scopegate/contract'
import type { Context } from 'hono'
import type { Caller, OrgId } from './caller.ts'

/** The ids of a contract's operations. */
export type OperationId<C extends Contract> = keyof C['operations'] & string

/** The names of a contract's services. */
export type ServiceName<C extends Contract> = keyof C['services'] & string

type Row<C extends Contract, Id extends OperationId<C>> = C['operations'][Id]

/** API Gateway's `{id}` as Hono's `:id`, so that `c.req.param('id')` is typed from the contract's path. */
export type HonoPath<Path extends string> = Path extends `${infer Head}{${infer Name}}${infer Tail}`
  ? `${Head}:${Name}${HonoPath<Tail>}`
  : Path

/** Set for every request. */
export interface RequestVariables {
  readonly requestId: string
}

type CallerVariables<C extends Contract, Id extends OperationId<C>> = Row<C, Id>['access'] extends { kind: 'scope' }
  ? { readonly caller: Caller }
  : unknown

type OrgVariables<C extends Contract, Id extends OperationId<C>> = Row<C, Id>['tenancy'] extends 'none'
  ? unknown
  : { readonly org: OrgId }

/** What is known of an admitted request, for one operation. */
export type Admitted<C extends Contract, Id extends OperationId<C>> = RequestVariables &
  CallerVariables<C, Id> &
  OrgVariables<C, Id>

/** What `c.var` holds for an operation. */
export interface EnvFor<C extends Contract, Id extends OperationId<C>> {
  Variables: Admitted<C, Id>
}

/**
 * The handler of one operation.
 *
 * @example
 * const getOrder: Handler<typeof contract, 'getOrder'> = async (c) => c.json(await find(c.var.org, c.req.param('id')))
 */
export type Handler<C extends Contract, Id extends OperationId<C>> = (
  c: Context<EnvFor<C, Id>, HonoPath<Row<C, Id>['path']>>,
) => Response | Promise<Response>

/** One handler for each operation: a missing one and an unknown one both fail to compile. */
export type Handlers<C extends Contract> = { readonly [Id in OperationId<C>]: Handler<C, Id> }

/**
 * The handlers that one service owes.
 *
 * @example
 * export const orderHandlers = (orders: OrderStore): HandlersOf<typeof contract, 'orders'> => ({ … })
 */
export type HandlersOf<C extends Contract, S extends ServiceName<C>> = Pick<
  Handlers<C>,
  OperationIdOf<C['operations'], S> & OperationId<C>
>

/** All handlers of the service, or none of them. */
type WholeOrAbsent<C extends Contract, S extends ServiceName<C>> =
  | HandlersOf<C, S>
  | { readonly [Id in OperationIdOf<C['operations'], S>]?: never }

// Function parameters turn the union over the services into an intersection.
type Everything<C extends Contract> = {
  [S in ServiceName<C>]: (handlers: WholeOrAbsent<C, S>) => void
}[ServiceName<C>]

/** The handlers of any set of whole services: half a service does not compile. */
export type ServiceHandlers<C extends Contract> =
  Everything<C> extends (handlers: infer Handlers) => void ? Handlers : never
