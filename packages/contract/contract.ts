/**
 * The contract: everything that a system states about itself, as one value of plain data. This is its general type, in
 * which names are plain text; `defineContract` makes one and keeps the literal names, so that a misspelt one does not compile.
 */
import type { OperationSpec } from './operation.ts'
import type { ProblemSpec } from './problem.ts'
import type { Allowance, ServiceSpec, TableSpec } from './service.ts'
import type { PoolSpec, ResourceServerSpec, RoleSpec } from './shape.ts'

/** Rows by name. */
export type Rows<Row> = Readonly<Record<string, Row>>

/** Any contract: names are plain text, and nothing says that they refer to something that exists. */
export interface Contract {
  /**
   * The system's name: lower-case letters, digits and inner hyphens. The realm of challenges, the stacks, the user pools
   * and the parameters are called by it.
   */
  readonly name: string
  /**
   * What the `type` of a problem document begins with, up to the code (RFC 9457 §3.1.1): an address of the errors page
   * with `#`, or a tag (RFC 4151), which promises no page.
   */
  readonly problemTypes: string
  readonly resourceServers: Rows<ResourceServerSpec<string>>
  readonly roles: Rows<RoleSpec>
  readonly pools: Rows<PoolSpec<string, string>>
  readonly tables: Rows<TableSpec>
  readonly services: Rows<ServiceSpec>
  readonly operations: Rows<OperationSpec>
  /** The system's own problems, beside the product's (`kitProblems`). */
  readonly problems: Rows<ProblemSpec>
  /** What `scopes check` lets pass although the product did not make it. */
  readonly allowed: readonly Allowance[]
}
