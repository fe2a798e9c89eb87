/**
 * `stack.json`: what a running local stack says about itself, for scripts and tests.
 *
 * @module
 */
import { renameSync, rmSync, writeFileSync } from 'node:fs'

export interface StackUser {
  readonly pool: string
  /** The e-mail address that the person signs in with. */
  readonly username: string
  readonly password: string
  readonly sub: string
  /** Absent where the pool is not bound to organizations. */
  readonly org?: string
  readonly role: string
}

export interface StackClient {
  readonly pool: string
  readonly id: string
  /** Absent for a public client. */
  readonly secret?: string
  /** Absent for a client without a sign-in page. */
  readonly redirectUris?: readonly string[]
}

/** Addresses by service. Two services may share one. */
export interface StackEndpoints {
  readonly cognito: string
  readonly ssm: string
  readonly dynamodb: string
  readonly apigateway: string
  readonly cloudformation: string
}

export interface StackFile {
  /** By pool. */
  readonly apis: Readonly<Record<string, { readonly url: string }>>
  /** By name. */
  readonly pools: Readonly<Record<string, { readonly id: string; readonly issuer: string; readonly domain: string }>>
  /** By catalog name. */
  readonly clients: Readonly<Record<string, StackClient>>
  readonly users: readonly StackUser[]
  /** Where the SDK's calls go. */
  readonly aws: StackEndpoints
}

/** In one step: whoever reads it reads all of it. Readable by the owner only, because it holds secrets. */
export function writeStackFile(path: string, file: StackFile): void {
  writeFileSync(`${path}.new`, `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600 })
  renameSync(`${path}.new`, path)
}

export const removeStackFile = (path: string): void => rmSync(path, { force: true })
