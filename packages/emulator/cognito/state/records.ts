/** Small facts about a user or a name, each possibly with an end: authenticators, codes, counted attempts. */
import type { DatabaseSync } from 'node:sqlite'

export interface RecordStore<T> {
  /** `undefined` when there is none, or its time is over. */
  get(pool: string, key: string): T | undefined
  /** @param expires milliseconds; without it the fact stays until it is dropped */
  put(pool: string, key: string, value: T, expires?: number): void
  drop(pool: string, key: string): void
}

type RecordKind = 'authenticator' | 'code' | 'attempts' | 'pepper'

/** Facts of one kind, one for each key of a pool. */
export function recordStore<T>(database: DatabaseSync, kind: RecordKind, now: () => number): RecordStore<T> {
  const select = database.prepare('SELECT value, expires FROM records WHERE kind = ? AND pool = ? AND key = ?')
  const upsert = database.prepare(
    'INSERT INTO records (kind, pool, key, value, expires) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value, expires = excluded.expires',
  )
  const remove = database.prepare('DELETE FROM records WHERE kind = ? AND pool = ? AND key = ?')
  const sweep = database.prepare('DELETE FROM records WHERE kind = ? AND expires <= ?')
  return {
    get: (pool, key) => {
      const row = select.get(kind, pool, key)
      if (row === undefined || (row['expires'] !== null && Number(row['expires']) <= now())) return undefined
      // Safe: rows of this kind are only written by `put`, from a T.
      return JSON.parse(String(row['value'])) as T
    },
    put: (pool, key, value, expires) => {
      sweep.run(kind, now())
      upsert.run(kind, pool, key, JSON.stringify(value), expires ?? null)
    },
    drop: (pool, key) => void remove.run(kind, pool, key),
  }
}
