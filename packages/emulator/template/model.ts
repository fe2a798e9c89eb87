/** The resolved template as the local stack reads it: plain values, every id filled in. */

import type { SchemaAttribute } from './attributes.ts'
import type { EffectiveSettings } from './client-settings.ts'
import type { EffectivePoolSettings } from './pool-settings.ts'
import type { authorizerOf, corsOf, routeOf, throttleOf } from './views/apis.ts'
import type { functionOf } from './views/functions.ts'
import type { ResourceServer } from './views/pools.ts'
import type { stacksOf } from './views/stacks.ts'
import type { TableProperties } from './views/tables.ts'

/** What nobody changes. */
export type Fixed<T> = T extends object ? { readonly [Key in keyof T]: Fixed<T[Key]> } : T

export interface ClientSecret {
  readonly id: string
  readonly value: string
  /** Milliseconds. */
  readonly created: number
}

export type PasswordPolicy = ResolvedPool['passwordPolicy']

export interface ResolvedClient extends EffectiveSettings {
  readonly logicalId: string
  /** The name in the catalog. */
  readonly name: string
  /** Its name in Cognito. */
  readonly title: string
  readonly id: string
  /** `undefined` for a public client. */
  readonly secret: string | undefined
  /** All that work now, the one above first; made from it when the emulator starts. */
  readonly secrets?: readonly ClientSecret[]
  /** For how long it reuses a sign-in of the pages, as set by hand. */
  readonly ssoMinutes?: number
  readonly kind: 'browser' | 'native' | 'web' | 'sdk' | 'machine'
  /** The organization of a machine. */
  readonly org: string | undefined
}

export interface ResolvedTrigger {
  readonly functionLogicalId: string
  readonly arn: string
  /** `LambdaVersion`: which form its events have. */
  readonly version: 'V1_0' | 'V2_0' | 'V3_0'
}

export interface ResolvedPool extends EffectivePoolSettings {
  readonly logicalId: string
  /** The name in the catalog. */
  readonly name: string
  readonly id: string
  /** Its name in Cognito. */
  readonly title: string
  /** `EnabledMfas`. */
  readonly secondFactors: readonly 'SOFTWARE_TOKEN_MFA'[]
  readonly region: string
  readonly org: 'required' | 'none'
  readonly roles: readonly string[]
  readonly domainPrefix: string
  readonly trigger: ResolvedTrigger | undefined
  /** Cognito's standard ones and the pool's own. */
  readonly attributes: readonly SchemaAttribute[]
  /** Whether `Amy@…` and `amy@…` are two people. */
  readonly caseSensitive: boolean
  /** As AWS writes them. */
  readonly resourceServers: readonly Omit<ResourceServer, 'UserPoolId'>[]
  readonly clients: readonly ResolvedClient[]
  /** Sessions, as set by hand. */
  readonly sessions?: { readonly tracking: boolean; readonly most: number }
}

export type ResolvedRoute = Fixed<ReturnType<typeof routeOf>>

export type ResolvedAuthorizer = Fixed<ReturnType<typeof authorizerOf>>

export type CorsConfiguration = Fixed<ReturnType<typeof corsOf>>

export type ThrottleSettings = NonNullable<ResolvedApi['throttle']>

export interface ResolvedApi {
  readonly logicalId: string
  readonly id: string
  /** The name of its pool. */
  readonly name: string
  /** Its name in API Gateway. */
  readonly title: string
  readonly routes: readonly ResolvedRoute[]
  /** By id. */
  readonly authorizers: Readonly<Record<string, ResolvedAuthorizer>>
  readonly cors: CorsConfiguration | undefined
  /** Of each route; `undefined` where the stage sets none. */
  readonly throttle?: Fixed<ReturnType<typeof throttleOf>>
}

export type ResolvedFunction = Fixed<ReturnType<typeof functionOf>>

export interface ResolvedTable extends Omit<TableProperties, 'TimeToLiveSpecification' | 'LocalSecondaryIndexes'> {
  readonly logicalId: string
  /** Its name in the contract, where the template says it. */
  readonly table?: string | undefined
  readonly name: string
  /** The attribute whose epoch seconds end a row's life. */
  readonly timeToLive: string | undefined
}

export type ResolvedParameter = ResolvedStack['parameters'][number]

/** A stack as CloudFormation lists it. */
export type ListedStack = Fixed<ReturnType<typeof stacksOf>>[number]

export interface PropertySurvey {
  /** How many different properties of emulated resources have no effect. */
  readonly notEmulated: number
  /** Those that no row names and no view reads, each once with its place. */
  readonly unknown: readonly string[]
}

/** A resource with its properties as the template states them, resolved. */
export interface Stated {
  readonly type: string
  readonly id: string
  readonly properties: Readonly<Record<string, unknown>>
}

export interface ResolvedStack {
  readonly stated: readonly Stated[]
  readonly pools: readonly ResolvedPool[]
  readonly apis: readonly ResolvedApi[]
  readonly functions: readonly ResolvedFunction[]
  readonly tables: readonly ResolvedTable[]
  readonly parameters: readonly { readonly name: string; readonly value: string }[]
  readonly stacks: readonly ListedStack[]
  /** Which properties of the template have no effect here. */
  readonly properties: PropertySurvey
}
