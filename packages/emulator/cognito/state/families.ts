/**
 * Token families: everything that one sign-in led to. A family has one `origin_jti` and is revoked as a whole
 * (documented, aws-facts §G). Without rotation it has one refresh token; with it each refresh makes another.
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
  /** The id of the managed-login session that it began in. */
  readonly sso?: string | undefined
}

export interface Family extends FamilyDetail {
  /** The `origin_jti` of its tokens. */
  readonly id: string
  readonly pool: string
  readonly client: string
  readonly sub: string
  /** Milliseconds, as are the other times. A new refresh token lives only until then (documented, aws-facts §F). */
  readonly expires: number
  readonly revoked: boolean
  readonly created: number
  /** When a refresh token of it was last used. */
  readonly active: number
}

export type FamilyStore = ReturnType<typeof familyStore>

const columns =
  '*, (SELECT MAX(used) FROM refresh_tokens WHERE pool = families.pool AND family = families.id) AS active'

/** The families in the database. A refresh token is stored as a hash only. */
export function familyStore(database: DatabaseSync) {
  const insert = database.prepare(
    'INSERT INTO families (pool, id, refresh, client, sub, detail, expires) VALUES (?, ?, ?, ?, ?, ?, ?)',
  )
  const insertToken = database.prepare('INSERT INTO refresh_tokens (pool, hash, family, used) VALUES (?, ?, ?, ?)')
  const token = database.prepare('SELECT family, dies FROM refresh_tokens WHERE pool = ? AND hash = ?')
  const byId = database.prepare(`SELECT ${columns} FROM families WHERE pool = ? AND id = ?`)
  const alive = database.prepare(
    `SELECT ${columns} FROM families WHERE pool = ? AND sub = ? AND revoked = 0 AND expires > ? ORDER BY active DESC, rowid DESC`,
  )
  const use = database.prepare('UPDATE refresh_tokens SET used = ? WHERE pool = ? AND hash = ?')
  const retire = database.prepare('UPDATE refresh_tokens SET dies = ? WHERE pool = ? AND hash = ? AND dies IS NULL')
  const revoke = database.prepare('UPDATE families SET revoked = 1 WHERE pool = ? AND id = ?')
  const revokeAll = database.prepare('UPDATE families SET revoked = 1 WHERE pool = ? AND sub = ?')
  const familyById = (pool: string, id: string): Family | undefined => {
    const row = byId.get(pool, id)
    return row === undefined ? undefined : familyOf(row)
  }
  /** `dies`: until when a refresh token that was rotated out still works. */
  const byRefreshToken = (pool: string, refreshToken: string): (Family & { readonly dies: number }) | undefined => {
    const found = token.get(pool, tokenHash(refreshToken))
    const family = found === undefined ? undefined : familyById(pool, String(found['family']))
    const dies = found?.['dies'] ?? Number.POSITIVE_INFINITY
    return family === undefined ? undefined : { ...family, dies: Number(dies) }
  }
  return {
    start: (
      { pool, id, client, sub, expires, ...detail }: Omit<Family, 'revoked' | 'active'>,
      refreshToken: string,
    ) => {
      const hash = tokenHash(refreshToken)
      insert.run(pool, id, hash, client, sub, JSON.stringify(detail), expires)
      insertToken.run(pool, hash, id, detail.created)
    },
    byRefreshToken,
    byId: familyById,
    /** Those of the user that can still be refreshed, the one that was used last first. */
    alive: (pool: string, sub: string, now: number) => alive.all(pool, sub, now).map(familyOf),
    /** Notes that the refresh token was used. */
    use: (pool: string, refreshToken: string, now: number) => void use.run(now, pool, tokenHash(refreshToken)),
    /**
     * Gives the family its next refresh token and lets the old one live until `dies`, if it does not die sooner; `false`
     * when it is dead already. Of two callers at once without a grace only one succeeds.
     */
    rotate: (pool: string, old: string, next: string, now: number, dies: number): boolean => {
      const first = retire.run(dies, pool, tokenHash(old)).changes === 1
      const family = byRefreshToken(pool, old)
      if (family === undefined || (!first && family.dies <= now)) return false
      insertToken.run(pool, tokenHash(next), family.id, now)
      return true
    },
    revoke: (pool: string, id: string) => void revoke.run(pool, id),
    /** Every family of the user (global sign-out). */
    revokeAll: ({ pool, sub }: Pick<Family, 'pool' | 'sub'>) => void revokeAll.run(pool, sub),
  }
}

function familyOf(row: Record<string, SQLOutputValue>): Family {
  return {
    // What a family of an earlier version lacks: there were only passwords, and its begin was not kept.
    factors: ['password'],
    created: 0,
    // Safe: the column is only ever written by this file, from the rest of a Family.
    ...(JSON.parse(String(row['detail'])) as Omit<FamilyDetail, 'factors'>),
    id: String(row['id']),
    pool: String(row['pool']),
    client: String(row['client']),
    sub: String(row['sub']),
    expires: Number(row['expires']),
    // Whatever is not a plain 0 counts as revoked.
    revoked: row['revoked'] !== 0,
    active: Number(row['active']),
  }
}
