/**
 * An issuer on this machine with the contract's pools, for tests without a local stack: real keys, real signatures,
 * a fixed clock.
 *
 * @module
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { contract } from '@scopegate/testing/fleet/contract'
import { exportJWK, generateKeyPair, type JWTHeaderParameters, SignJWT } from 'jose'

/** The time in these tests, in seconds. */
export const now = Date.UTC(2026, 10, 21, 12) / 1000

export interface TestIssuer {
  /** The file for `--pools`. */
  readonly pools: string
  readonly issuerOf: (pool: string) => string
  /** Signs as the pool would, a token of the staff of North unless the claims say otherwise; `undefined` leaves one out. */
  readonly sign: (
    claims?: Readonly<Record<string, unknown>>,
    pool?: string,
    header?: Partial<JWTHeaderParameters>,
  ) => Promise<string>
  readonly stop: () => Promise<void>
}

/** The id of a client in these tests. */
export const idOf = (client: string): string => client.replaceAll('-', '')

export async function startIssuer(): Promise<TestIssuer> {
  const { privateKey, publicKey } = await generateKeyPair('RS256')
  const keys = { keys: [{ ...(await exportJWK(publicKey)), kid: 'access', alg: 'RS256', use: 'sig' }] }
  const server = createServer((_, response) => response.end(JSON.stringify(keys)))
  const listening = Promise.withResolvers<void>()
  server.listen(0, '127.0.0.1', listening.resolve)
  await listening.promise
  // The cast is safe: a server that listens on a TCP port has an AddressInfo.
  const { port } = server.address() as AddressInfo
  const issuerOf = (pool: string) => `http://127.0.0.1:${port}/${pool}`
  const folder = await mkdtemp(join(tmpdir(), 'scopegate-ops-'))
  const pools = join(folder, 'pools.json')
  const variable = Object.entries(contract.pools).map(([pool, { clients }]) => [
    pool,
    { issuer: issuerOf(pool), clients: Object.fromEntries(Object.keys(clients).map((name) => [idOf(name), name])) },
  ])
  await writeFile(pools, JSON.stringify(Object.fromEntries(variable)))
  return {
    pools,
    issuerOf,
    sign: (claims = {}, pool = 'garage', header = {}) =>
      new SignJWT({
        iss: issuerOf(pool),
        sub: 'a1b2c3d4-somebody',
        username: 'somebody@example.com',
        client_id: idOf('garage-web'),
        token_use: 'access',
        scope: 'openid fleet/read:fleet fleet/write:fleet',
        org_id: 'org_north',
        role: 'staff',
        iat: now - 60,
        exp: now + 840,
        ...claims,
      })
        .setProtectedHeader({ alg: 'RS256', kid: 'access', ...header })
        .sign(privateKey),
    stop: async () => {
      const closed = Promise.withResolvers<void>()
      server.close(() => closed.resolve())
      server.closeAllConnections()
      await Promise.all([closed.promise, rm(folder, { recursive: true, force: true })])
    },
  }
}
