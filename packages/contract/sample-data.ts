/**
 * Sample data of a system, as plain data: which operations `start` calls once, so that a first look shows something.
 */
import type { Contract } from './contract.ts'

/** One call. It is made with a real token of a demo user who may make it, so it cannot do what the system would refuse. */
export interface SampleStep {
  /** The operation's id. */
  readonly operation: string
  /** The organization that it is about: the caller's own, or the `{org}` of the path. */
  readonly org?: string
  /** The other parameters of the path. */
  readonly path?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as JSON. */
  readonly body?: object
}

/** Steps of one organization run in their order; organizations side by side. */
export type SampleData = readonly SampleStep[]

type ParameterOf<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParameterOf<Rest>
  : never

type OwnParameter<Path extends string> = Exclude<ParameterOf<Path>, 'org'>

type PathOf<Path extends string> = [OwnParameter<Path>] extends [never]
  ? { readonly path?: never }
  : { readonly path: Readonly<Record<OwnParameter<Path>, string>> }

type OrgOf<Tenancy> = Tenancy extends 'none' ? { readonly org?: string } : { readonly org: string }

type StepOf<C extends Contract> = {
  [Id in keyof C['operations'] & string]: Omit<SampleStep, 'operation' | 'org' | 'path'> & {
    readonly operation: Id
  } & OrgOf<C['operations'][Id]['tenancy']> &
    PathOf<C['operations'][Id]['path']>
}[keyof C['operations'] & string]

/**
 * Sample data of the contract's system. An operation that the contract does not have, a missing path parameter and a
 * missing organization do not compile.
 *
 * @example
 * export const sampleData = defineSampleData(contract, [
 *   { operation: 'openShelf', org: 'org_north', path: { shelf: 'novels' }, body: { title: 'Novels' } },
 * ])
 */
export const defineSampleData = <const C extends Contract>(_contract: C, steps: readonly StepOf<C>[]): SampleData =>
  steps
