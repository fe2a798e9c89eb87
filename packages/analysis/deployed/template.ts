/**
 * What a synthesized template says beyond what is deployed: where each resource stands in the construct tree, what
 * depends on what, and what no account and no contract shows.
 */
import type { DeployedApi, DeployedClient, DeployedPool, DeployedResourceServer, DeployedRoute } from './shape.ts'

/** Where a resource stands in the construct tree: `Scopegate/garage/Pool/Resource`. */
interface Placed {
  readonly resource: string
}

/** A resource that the template may mark with its name in the catalog. Without the mark it shows under its own name. */
interface Marked extends Placed {
  readonly marked: boolean
}

export interface TemplateResourceServer extends DeployedResourceServer, Placed {}

export interface TemplateClient extends DeployedClient, Marked {
  /** Who may say who a person is: `COGNITO`, or the name of a foreign provider. Empty where it is not stated. */
  readonly identityProviders: readonly string[]
  readonly defaultRedirectUri: string | undefined
  /** What its metadata tells, besides its name. */
  readonly marks: { readonly kind: unknown; readonly org: unknown }
  /** The identifiers of resource servers of the template that it names without depending on them. */
  readonly undeclaredServers: readonly string[]
}

export interface TemplateAttribute {
  /** Without `custom:`. */
  readonly name: string
  readonly mutable: boolean
}

export interface TemplatePool extends DeployedPool, Marked {
  /** What Cognito lets people sign in with and makes no user name of: `email`, `phone_number`. */
  readonly usernameAttributes: readonly string[]
  readonly customAttributes: readonly TemplateAttribute[]
  /** Triggers besides the Pre Token Generation trigger, by their fields of `LambdaConfig`. */
  readonly otherTriggers: readonly string[]
  /** Whether people may make themselves. */
  readonly signUp: boolean
  /** What its metadata tells, besides its name. */
  readonly marks: { readonly org: unknown; readonly roles: unknown }
  /** The pool that the token trigger’s function is told; `undefined` where it is told none. */
  readonly triggerPool: string | undefined
  /** Each name with the client whose id stands there, an id for a stranger’s; `undefined` without a readable directory. */
  readonly directory: Readonly<Record<string, string>> | undefined
  readonly resourceServers: Readonly<Record<string, TemplateResourceServer>>
  readonly clients: Readonly<Record<string, TemplateClient>>
}

export interface TemplateRoute extends DeployedRoute, Placed {
  /** What its integration calls, unchanged: a function’s construct name; `undefined` for anything else. */
  readonly leadsTo: string | undefined
}

export interface TemplateAuthorizer extends Placed {
  /** `JWT`, `REQUEST`; `undefined` where it is not stated. */
  readonly type: string | undefined
  /** The pool behind its issuer; `unknown` for a foreign one. */
  readonly tokensOf: string
  /** The app clients whose tokens it takes, by name; a stranger’s id stays an id. Empty for all of the pool. */
  readonly audience: readonly string[]
  /** `$request.header.Authorization` */
  readonly identitySources: readonly string[]
}

export interface TemplateAccessLog extends Placed {
  readonly format: string
}

export interface TemplateApi extends DeployedApi, Marked {
  readonly routes: Readonly<Record<string, TemplateRoute>>
  readonly authorizers: readonly TemplateAuthorizer[]
  readonly accessLogs: readonly TemplateAccessLog[]
}

/** What a function of ours takes for a pool. */
export interface TemplateTrust {
  /** The pool behind the issuer; `unknown` for a foreign one. */
  readonly tokensOf: string
  /** The client behind each id, or an id for a stranger’s, with the name that stands beside it. */
  readonly clients: Readonly<Record<string, string>>
  /** What else is said of the pool: another key set would make anybody an issuer. */
  readonly others: readonly string[]
}

/** A function that a pool or a route calls. */
export interface TemplateFunction extends Placed {
  /** Its construct’s name, which is its service’s; `undefined` where two have one name. */
  readonly name: string | undefined
  /** Whether a pool calls it as its token trigger; otherwise a route does. */
  readonly isTrigger: boolean
  /** Its variables with their values; `undefined` when they cannot be read. */
  readonly variables: Readonly<Record<string, string>> | undefined
  /** By the pool’s name, from `POOLS`; `undefined` where it cannot be read or is not there. */
  readonly pools: Readonly<Record<string, TemplateTrust>> | undefined
  /** What in it is not of our own bundle: `Layers`, `Code`, `Handler`. */
  readonly foreignCode: readonly string[]
}

/** Something that no template of ours has, or that cannot be judged. */
export interface Remark extends Placed {
  /** `a stage of an API that the template does not make`, in the middle of a sentence. */
  readonly what: string
}

export interface ExtraResource extends Placed {
  readonly type: string
}

/** One action that a function’s role may do on one resource. */
export interface TemplatePermission extends Placed {
  /** The function’s construct name; `undefined` for a role of none, or of functions of several names. */
  readonly function: string | undefined
  readonly isTrigger: boolean
  /** `dynamodb:GetItem` */
  readonly action: string
  /** The resource’s place in the construct tree, without `/Resource`; for one that the template does not make, its ARN. */
  readonly on: string
  /** `undefined` for one that the template does not make. */
  readonly type: string | undefined
}

/** A property that opens a door, or that the ledger does not know. */
export interface TemplateMember extends Placed {
  /** `DcrConfiguration.EnableStatus` */
  readonly property: string
  /** What it means that the door is open; `undefined` for one that nobody knows. */
  readonly why: string | undefined
}

/** How large one template is. `resource` is its stack’s name. */
export interface TemplateSize extends Placed {
  readonly resources: number
  readonly outputs: number
  readonly bytes: number
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
  /** Settings of pools and tables that are not there, and let them be deleted: `` `DeletionPolicy` ``. */
  readonly unprotected: readonly Remark[]
  /** What is wrong with stages: `a stage without an access log`. */
  readonly stageFaults: readonly Remark[]
  /** What makes an account easy to take over: `e-mail addresses that nobody has proven`. */
  readonly weakSignIns: readonly Remark[]
  /** Resources of kinds that packages/cdk does not make and that may open a way in. */
  readonly extras: readonly ExtraResource[]
  /** What is granted in a form that names no single action on a single resource, or to others than functions. */
  readonly grants: readonly (Remark & ExtraResource)[]
  readonly permissions: readonly TemplatePermission[]
  readonly members: readonly TemplateMember[]
  readonly sizes: readonly TemplateSize[]
  /** The contracts that the templates carry, as nobody has checked them. */
  readonly contracts: readonly (Placed & { readonly contract: unknown })[]
  /** What only a deployment knows: a field’s name, or `whether it makes the resource`. */
  readonly unknowns: readonly Remark[]
  readonly functions: readonly TemplateFunction[]
}
