/** What a plan says. */
import type { Contract } from '@scopegate/contract/contract'

/** From harmless to harmful. A change that both widens and narrows counts as `narrows`; its lists still say both. */
export const effects = ['none', 'widens', 'narrows', 'breaks', 'refused'] as const

/**
 * What a change does to callers. `widens`: somebody may do more. `narrows`: somebody may do less, and no application
 * fails for it. `breaks`: a request of an application that succeeds today will fail. `refused`: Cognito refuses it, so that
 * nothing of the deployment takes effect.
 */
export type Effect = (typeof effects)[number]

/** Somebody, and the routes that they may call now or may no longer. */
export interface Affected {
  /** `garage:owner`, `garage:owner through garage-app`, `north-fulfilment`. */
  readonly who: string
  /** `GET /v1/deposit` */
  readonly routes: readonly string[]
}

/** Why an application’s requests fail. */
export type BreakReason =
  | 'client-gone'
  | 'client-replaced'
  | 'sign-in-replaced'
  | 'scope-not-requestable'
  | 'operation-gone'
  | 'operation-refused'
  | 'operation-replaced'
  | 'scope-to-request'
  | 'org-changed'
  | 'address-removed'
  | 'address-changed'
  | 'self-service-lost'
  | 'token-needed'

export interface Break {
  /** The app client by its name in the catalog; `public` for whoever calls without a token. */
  readonly client: string
  readonly reason: BreakReason
  /** In words, after the client’s name: `a token request that names … is refused whole`. */
  readonly says: string
  /** What it can no longer call as it does today; empty where the reason is not about operations. */
  readonly routes: readonly string[]
  /** Whether the reader said that it is known. */
  readonly accepted: boolean
}

/**
 * What CloudFormation does with a resource (aws-facts §J). `keep`: it leaves the stack and stays in the account. `refused`:
 * Cognito refuses the update, and CloudFormation rolls all of them back.
 */
export type ResourceAction = 'create' | 'update' | 'replace' | 'delete' | 'keep' | 'refused'

export interface ResourceEffect {
  readonly action: ResourceAction
  /** `app client`, `resource server`, `route`, … */
  readonly kind: string
  /** `deposit of garage`, `GET /v1/deposit of garage-api`. */
  readonly name: string
  /** Of what is refused alone. */
  readonly refusal?: {
    /** In Cognito’s words. */
    readonly reason: string
    /** What to do, as an imperative without a final period. */
    readonly instead: string
  }
}

/** An operation on a pool’s API. */
export interface Exposure {
  readonly pool: string
  readonly route: string
}

/** How long tokens that are already issued differ from what the contract says then. */
export interface Issued {
  /** The longest life of an access token of the clients that the change touches. */
  readonly minutes: number
  readonly says: string
}

/** How tokens that are already issued differ after a change (aws-facts §G). */
export type Way =
  | 'lack-scope'
  | 'keep-scope'
  | 'keep-life'
  | 'client-unknown'
  | 'claims-refused'
  | 'role-lost'
  | 'alike'

/**
 * Every kind of change, with what it means for tokens that are already issued. Stable: scripts read the kinds from `--json`.
 * `unexplained` is for consequences that no row explains alone; the tests know of no contract that has one. `pool-fixed` is
 * for what templates change and contracts do not.
 */
export const changeKinds = {
  'role-added': 'alike',
  'role-removed': 'alike',
  'role-described': 'alike',
  'resource-server-named': 'alike',
  'scope-added': 'alike',
  'scope-removed': 'keep-scope',
  'scope-renamed': 'lack-scope',
  'scope-moved': 'lack-scope',
  'scope-roles': 'keep-scope',
  'scope-risk': 'alike',
  'scope-described': 'alike',
  'pool-added': 'alike',
  'pool-removed': 'client-unknown',
  'pool-org': 'claims-refused',
  'pool-mfa': 'alike',
  'pool-roles': 'role-lost',
  'pool-described': 'alike',
  'pool-fixed': 'alike',
  'client-added': 'alike',
  'client-removed': 'client-unknown',
  'client-moved': 'client-unknown',
  'client-kind': 'alike',
  'client-scopes': 'keep-scope',
  'client-self-service': 'keep-scope',
  'client-described': 'alike',
  'access-token-life': 'keep-life',
  'refresh-token-life': 'alike',
  'machine-org': 'claims-refused',
  'machine-role': 'claims-refused',
  'identity-scopes': 'keep-scope',
  'redirect-uris': 'alike',
  'logout-uris': 'alike',
  'operation-added': 'alike',
  'operation-removed': 'alike',
  'operation-route': 'alike',
  'operation-access': 'lack-scope',
  'operation-exposure': 'alike',
  'operation-tenancy': 'alike',
  'operation-callers': 'alike',
  'operation-service': 'alike',
  'operation-renamed': 'alike',
  'operation-handler': 'alike',
  'operation-described': 'alike',
  'operation-query': 'alike',
  'system-name': 'client-unknown',
  'stage-place': 'client-unknown',
  'sign-in-domain': 'alike',
  'api-domain': 'alike',
  'stage-settings': 'alike',
  'problem-types': 'alike',
  'table-added': 'alike',
  'table-removed': 'alike',
  'table-changed': 'alike',
  'service-added': 'alike',
  'service-removed': 'alike',
  'service-changed': 'alike',
  'problem-added': 'alike',
  'problem-removed': 'alike',
  'problem-changed': 'alike',
  allowed: 'alike',
  'allowed-described': 'alike',
  unexplained: 'alike',
} as const satisfies Readonly<Record<string, Way>>

export type ChangeKind = keyof typeof changeKinds

export interface Change {
  readonly kind: ChangeKind
  /** The stage that has it alone, where several were compared. */
  readonly stage?: string | undefined
  readonly sign: '+' | '-' | '~'
  /** What it is, in the reader’s words: one sentence without a final period. */
  readonly says: string
  readonly effect: Effect
  readonly gains: readonly Affected[]
  readonly loses: readonly Affected[]
  readonly appears: readonly Exposure[]
  readonly vanishes: readonly Exposure[]
  readonly breaks: readonly Break[]
  readonly resources: readonly ResourceEffect[]
  readonly issued: Issued | null
}

/** A figure before and after, where it changes. */
export interface Figure {
  /** The stage that has it alone, where several were compared. */
  readonly stage?: string | undefined
  readonly what: string
  readonly where: string
  readonly before: number
  readonly after: number
  readonly limit: number
}

export interface Plan {
  readonly verdict: Effect
  readonly changes: readonly Change[]
  /** Quotas whose use changes, and the longest access tokens in bytes. */
  readonly figures: readonly Figure[]
  /** The functions get new code: they carry the contract in them. */
  readonly functionsUpdated: boolean
}

export interface Step {
  readonly title: string
  readonly who: 'ops' | 'client developers'
  readonly does: string
  /** Minutes to wait afterwards, until nobody is left who has a token of before; 0 for none. */
  readonly waitMinutes: number
  /** What to deploy in this step; `null` where nothing is deployed. */
  readonly contract: Contract | null
}

/** An order in which nobody is refused who does his part. */
export interface SafeOrder {
  /** Empty where there is none, or where one deployment is safe. */
  readonly steps: readonly Step[]
  /** Why there is none, in a sentence without a final period, with what to do instead; `null` where there is. */
  readonly noneBecause: string | null
}
