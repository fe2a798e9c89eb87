/**
 * Token families: everything that one sign-in led to. A family has one refresh token and one `origin_jti`, and is
 * revoked as a whole (documented, aws-facts §G).
 */
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'
import { tokenHash } from '../secrets.ts'
import type { Factor } from '../tokens/levels.ts'

/** What a refresh needs to know of the sign-in. */
export interface FamilyDetail {
  /** Where the sign-in happened. An SDK sign-in always has an ID token, a hosted one only with `openid`. */
  readonly origin: 'hosted' | 'sdk'
  /** What was asked for, before the trigger: the trigger decides anew at each refresh (documented, aws-facts §G). */
  readonly scopes: readonly string[]
  /** Seconds. A refresh does not reset it (documented, aws-facts §A.2). */
  readonly authTime: number
  /** What the person proved; a refresh keeps it (documented, aws-facts §A.4). */
  readonly factors: readonly Factor[]
  /** The bound resource (RFC 8707); a refresh keeps it (documented, aws-facts §A.3). */
  readonly resource?: string | undefined
}

export interface Family extends FamilyDetail {
  /** The `origin_jti` of its tokens. */
  readonly id: string
  readonly pool: string
  readonly client: string
  readonly sub: string
  /** Milliseconds. */
  readonly expires: number
  readonly revoked: boolean
}

export interface FamilyStore {
  start(family: Omit<Family, 'revoked'>, refreshToken: string): void
  byRefreshToken(pool: string, refreshToken: string): Family | undefined
  byId(pool: string, id: string): Family | undefined
  revoke(pool: string, id: string): void
  /** Every family of the user (global sign-out). */
  revokeAll(pool: string, sub: string): void
}

/** The families in the database. A refresh token is stored as a hash only. */
export function familyStore(database: DatabaseSync): FamilyStore {
  const insert = database.prepare(
    'INSERT INTO families (pool, id, refresh, client, sub, detail, expires) VALUES (?, ?, ?, ?, ?, ?, ?)',
  )
  const byRefresh = database.prepare('SELECT * FROM families WHERE pool = ? AND refresh = ?')
  const byId = database.prepare('SELECT * FROM families WHERE pool = ? AND id = ?')
  const revoke = database.prepare('UPDATE families SET revoked = 1 WHERE pool = ? AND id = ?')
  const revokeAll = database.prepare('UPDATE families SET revoked = 1 WHERE pool = ? AND sub = ?')
  return {
    start: ({ pool, id, client, sub, expires, origin, scopes, authTime, factors, resource }, refreshToken) => {
      const detail: FamilyDetail = { origin, scopes, authTime, factors, resource }
      insert.run(pool, id, tokenHash(refreshToken), client, sub, JSON.stringify(detail), expires)
    },
    byRefreshToken: (pool, refreshToken) => familyOf(byRefresh.get(pool, tokenHash(refreshToken))),
    byId: (pool, id) => familyOf(byId.get(pool, id)),
    revoke: (pool, id) => void revoke.run(pool, id),
    revokeAll: (pool, sub) => void revokeAll.run(pool, sub),
  }
}

function familyOf(row: Record<string, SQLOutputValue> | undefined): Family | undefined {
  if (row === undefined) return undefined
  return {
    // Until there were factors, a password was all there was.
    factors: ['password'],
    // Safe: the column is only ever written by this file, from a FamilyDetail.
    ...(JSON.parse(String(row['detail'])) as Omit<FamilyDetail, 'factors'>),
    id: String(row['id']),
    pool: String(row['pool']),
    client: String(row['client']),
    sub: String(row['sub']),
    expires: Number(row['expires']),
    // Whatever is not a plain 0 counts as revoked.
    revoked: row['revoked'] !== 0,
  }
}
