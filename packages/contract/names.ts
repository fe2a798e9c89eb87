/** The names of a contract as types: what keeps a misspelt one from compiling. */
import type { ResourceServerSpec } from './shape.ts'

/** What the names are taken from: a contract, or its tables before they are put together. */
interface Named {
  readonly resourceServers: Readonly<Record<string, ResourceServerSpec<string>>>
  readonly operations: Readonly<Record<string, { readonly service: string }>>
}

/** The short names of all scopes, such as `read:order`. */
export type ScopeOf<R extends Named['resourceServers']> = { [K in keyof R]: keyof R[K]['scopes'] & string }[keyof R]

/** The names of all scopes as a token carries them, such as `orders/read:order`. */
export type WireScopeOf<R extends Named['resourceServers']> = {
  [K in keyof R & string]: `${K}/${keyof R[K]['scopes'] & string}`
}[keyof R & string]

/** The operations that one service implements. */
export type OperationIdOf<O extends Named['operations'], S extends string> = {
  [Id in keyof O & string]: O[Id]['service'] extends S ? Id : never
}[keyof O & string]
