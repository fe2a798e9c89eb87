/**
 * An issuer on this machine with the contract's pools, for tests without a local stack: real keys, real signatures,
 * a fixed clock.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { contract } from '@scopegate/testing/fleet/contract'
import { clientIdOf, startIssuers } from '@scopegate/testing/issuers'

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
    header?: Readonly<Record<string, unknown>>,
  ) => Promise<string>
  readonly stop: () => Promise<void>
}

/** The id of a client in these tests. */
export const idOf = clientIdOf

export async function startIssuer(): Promise<TestIssuer> {
  const { pools: variable, issuerOf, sign, server } = await startIssuers(contract)
  const folder = await mkdtemp(join(tmpdir(), 'scopegate-ops-'))
  const pools = join(folder, 'pools.json')
  await writeFile(pools, variable)
  const staff = {
    sub: 'a1b2c3d4-somebody',
    username: 'somebody@example.com',
    client_id: idOf('garage-web'),
    token_use: 'access',
    scope: 'openid fleet/read:fleet fleet/write:fleet',
    org_id: 'org_north',
    role: 'staff',
    iat: now - 60,
    exp: now + 840,
  }
  return {
    pools,
    issuerOf,
    sign: (claims = {}, pool = 'garage', header = {}) =>
      sign(pool, { iss: issuerOf(pool), ...staff, ...claims }, header),
    stop: async () => {
      await Promise.all([server.close(), rm(folder, { recursive: true, force: true })])
    },
  }
}
