/**
 * What a handler is, by type: one for each operation of the contract, with exactly the context its row promises.
 * A protected operation has a caller, one with a tenancy has the organization, a public one has neither.
 *
 * @module
 */
import type { OperationId, OperationIdOf, operations, Service } from '@scopegate/scopes/operations'
import type { Context } from 'hono'
import type { Caller, OrgId } from './caller.ts'

type Row<Id extends OperationId> = (typeof operations)[Id]

/** API Gateway's `{sku}` as Hono's `:sku`, so that `c.req.param('sku')` is typed from the contract's path. */
export type HonoPath<Path extends string> = Path extends `${infer Head}{${infer Name}}${infer Tail}`
  ? `${Head}:${Name}${HonoPath<Tail>}`
  : Path

/** Set for every request. */
export interface RequestVariables {
  readonly requestId: string
}

type CallerVariables<Id extends OperationId> = Row<Id>['access'] extends { kind: 'scope' }
  ? { readonly caller: Caller }
  : unknown

type OrgVariables<Id extends OperationId> = Row<Id>['tenancy'] extends 'none' ? unknown : { readonly org: OrgId }

/** What `c.var` holds for an operation. */
export interface EnvFor<Id extends OperationId> {
  Variables: RequestVariables & CallerVariables<Id> & OrgVariables<Id>
}

export type Handler<Id extends OperationId> = (
  c: Context<EnvFor<Id>, HonoPath<Row<Id>['path']>>,
) => Response | Promise<Response>

/** One handler for each operation: a missing one and an unknown one both fail to compile. */
export type Handlers = { readonly [Id in OperationId]: Handler<Id> }

/** The handlers that one service owes. */
export type HandlersOf<S extends Service> = Pick<Handlers, OperationIdOf<S>>
