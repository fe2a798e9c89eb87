/** Small facts, each possibly with an end: about a user, a client or a name, or behind a short-lived secret. */
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'
import { randomToken, tokenHash } from '../secrets.ts'

export type RecordKind =
  | 'grant'
  | 'session'
  | 'challenge'
  | 'authenticator'
  | 'code'
  | 'attempts'
  | 'pepper'
  | 'secrets'

/** Facts of one kind, one for each key of a pool. */
export function recordStore<T>(database: DatabaseSync, kind: RecordKind, now: () => number) {
  const select = (more = '') =>
    database.prepare(
      `SELECT key, value FROM records WHERE kind = ? AND pool = ? AND (expires IS NULL OR expires > ?)${more}`,
    )
  const [every, one] = [select(), select(' AND key = ?')]
  const upsert = database.prepare(
    'INSERT INTO records (kind, pool, key, value, expires) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value, expires = excluded.expires',
  )
  const remove = database.prepare('DELETE FROM records WHERE kind = ? AND pool = ? AND key = ?')
  const sweep = database.prepare('DELETE FROM records WHERE kind = ? AND expires <= ?')
  // Safe: rows of this kind are only written by `put`, from a T.
  const valueOf = (row: Record<string, SQLOutputValue>) => JSON.parse(String(row['value'])) as T
  return {
    /** Those whose time is not over, each with its key. */
    all: (pool: string): readonly (readonly [key: string, value: T])[] =>
      every.all(kind, pool, now()).map((row) => [String(row['key']), valueOf(row)]),
    /** `undefined` when there is none, or its time is over. */
    get: (pool: string, key: string): T | undefined => {
      const row = one.get(kind, pool, now(), key)
      return row === undefined ? undefined : valueOf(row)
    },
    /** @param expires milliseconds; without it the fact stays until it is dropped */
    put: (pool: string, key: string, value: T, expires?: number): void => {
      sweep.run(kind, now())
      upsert.run(kind, pool, key, JSON.stringify(value), expires ?? null)
    },
    /** Whether there was one: of two callers at once only one hears so. */
    drop: (pool: string, key: string): boolean => remove.run(kind, pool, key).changes === 1,
  }
}

/** Short-lived secrets with something attached. `seconds` is their life; only hashes are stored. */
export function ticketStore<T>(records: ReturnType<typeof recordStore<T>>, seconds: number, now: () => number) {
  const peek = (pool: string, ticket: string) => records.get(pool, tokenHash(ticket))
  return {
    /** Makes a ticket; the answer is the secret to hand out. `life`: another one than the kind's, in seconds. */
    issue: (pool: string, value: T, life = seconds): string => {
      const ticket = randomToken()
      records.put(pool, tokenHash(ticket), value, now() + life * 1000)
      return ticket
    },
    /** What is attached; `undefined` when it is unknown, used or expired. */
    peek,
    /** Like `peek`, and the ticket is gone: of two callers at once only one gets an answer. */
    take: (pool: string, ticket: string): T | undefined => {
      const value = peek(pool, ticket)
      return records.drop(pool, tokenHash(ticket)) ? value : undefined
    },
    drop: (pool: string, ticket: string): void => void records.drop(pool, tokenHash(ticket)),
    /** Those that still live and fit, each with what drops it. */
    where: (pool: string, fits: (value: T) => boolean) =>
      records
        .all(pool)
        .filter(([, value]) => fits(value))
        .map(([key, value]) => ({ value, drop: () => void records.drop(pool, key) })),
  }
}
