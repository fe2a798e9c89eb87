/**
 * What a synthesized template says beyond what is deployed: where each resource stands in the construct tree, what
 * depends on what, and what no account and no contract shows.
 *
 * @module
 */
import type { DeployedApi, DeployedClient, DeployedPool, DeployedResourceServer, DeployedRoute } from './shape.ts'

/** Where a resource stands in the construct tree: `Scopegate/merchant/Pool/Resource`. */
interface Placed {
  readonly resource: string
}

/** A resource that the template may mark with its name in the catalog. Without the mark it shows under its own name. */
interface Marked extends Placed {
  readonly marked: boolean
}

export interface TemplateResourceServer extends DeployedResourceServer, Placed {}

export interface TemplateClient extends DeployedClient, Marked {
  /** The identifiers of resource servers of the template that it names without depending on them. */
  readonly undeclaredServers: readonly string[]
}

/** A custom attribute of a pool's users. */
export interface TemplateAttribute {
  /** Without `custom:`. */
  readonly name: string
  readonly mutable: boolean
}

export interface TemplatePool extends DeployedPool, Marked {
  /** What Cognito lets people sign in with and makes no user name of: `email`, `phone_number`. */
  readonly usernameAttributes: readonly string[]
  readonly customAttributes: readonly TemplateAttribute[]
  /** The pool that the token trigger’s function is told; `undefined` where it is told none. */
  readonly triggerPool: string | undefined
  /** Each name with the client whose id stands there, an id for a stranger’s; `undefined` without a readable directory. */
  readonly directory: Readonly<Record<string, string>> | undefined
  readonly resourceServers: Readonly<Record<string, TemplateResourceServer>>
  readonly clients: Readonly<Record<string, TemplateClient>>
}

export interface TemplateRoute extends DeployedRoute, Placed {}

export interface TemplateAuthorizer extends Placed {
  /** `$request.header.Authorization` */
  readonly identitySources: readonly string[]
}

/** The access log of one stage. */
export interface TemplateAccessLog extends Placed {
  readonly format: string
}

export interface TemplateApi extends DeployedApi, Marked {
  readonly routes: Readonly<Record<string, TemplateRoute>>
  readonly authorizers: readonly TemplateAuthorizer[]
  readonly accessLogs: readonly TemplateAccessLog[]
}

/** Whose tokens one function takes. */
export interface TemplateTrust extends Placed {
  /** By the pool’s name: whose issuer stands there, and each client’s name with the client whose id it has. */
  readonly pools: Readonly<
    Record<string, { readonly tokensOf: string; readonly clients: Readonly<Record<string, string>> }>
  >
}

/** Something that no template of ours has, or that cannot be judged. */
export interface Remark extends Placed {
  /** `a stage of an API that the template does not make`, in the middle of a sentence. */
  readonly what: string
}

/** A deployed system with more to say about each part: whatever compares systems takes it as it is. */
export interface TemplateSystem {
  /** By pool, as the template marks it; an unmarked one by its own name. */
  readonly pools: Readonly<Record<string, TemplatePool>>
  readonly apis: Readonly<Record<string, TemplateApi>>
  /** What may let callers in and is no route of an HTTP API. */
  readonly otherDoors: readonly Remark[]
  /** What changes the template after it was judged. */
  readonly rewrites: readonly Remark[]
  /** What only a deployment knows: a field’s name, or `whether it makes the resource`. */
  readonly unknowns: readonly Remark[]
  readonly trusts: readonly TemplateTrust[]
}
