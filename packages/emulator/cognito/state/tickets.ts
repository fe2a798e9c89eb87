/** Short-lived secrets with something attached: authorization codes, managed-login sessions, challenges. */
import type { DatabaseSync } from 'node:sqlite'
import { randomToken, tokenHash } from '../secrets.ts'

export interface TicketStore<T> {
  /** Makes a ticket; the answer is the secret to hand out. `seconds`: another life than the kind's. */
  issue(pool: string, value: T, seconds?: number): string
  /** What is attached; `undefined` when it is unknown, used or expired. */
  peek(pool: string, ticket: string): T | undefined
  /** Like `peek`, and the ticket is gone: of two callers at once only one gets an answer. */
  take(pool: string, ticket: string): T | undefined
  drop(pool: string, ticket: string): void
  /** Those that still live and fit, each with what drops it. */
  where(pool: string, fits: (value: T) => boolean): readonly { readonly value: T; readonly drop: () => void }[]
}

/** Tickets of one kind. `seconds` is their life. Only hashes are stored. */
export function ticketStore<T>(
  database: DatabaseSync,
  kind: 'code' | 'session' | 'challenge',
  seconds: number,
  now: () => number,
): TicketStore<T> {
  const insert = database.prepare('INSERT INTO tickets (kind, pool, hash, value, expires) VALUES (?, ?, ?, ?, ?)')
  const select = database.prepare('SELECT value, expires FROM tickets WHERE kind = ? AND pool = ? AND hash = ?')
  const all = database.prepare('SELECT hash, value FROM tickets WHERE kind = ? AND pool = ? AND expires > ?')
  const remove = database.prepare('DELETE FROM tickets WHERE kind = ? AND pool = ? AND hash = ?')
  const sweep = database.prepare('DELETE FROM tickets WHERE kind = ? AND expires <= ?')

  const peek = (pool: string, ticket: string): T | undefined => {
    const row = select.get(kind, pool, tokenHash(ticket))
    if (row === undefined || Number(row['expires']) <= now()) return undefined
    // Safe: rows of this kind are only written by `issue`, from a T.
    return JSON.parse(String(row['value'])) as T
  }
  return {
    issue: (pool, value, life = seconds) => {
      sweep.run(kind, now())
      const ticket = randomToken()
      insert.run(kind, pool, tokenHash(ticket), JSON.stringify(value), now() + life * 1000)
      return ticket
    },
    peek,
    take: (pool, ticket) => {
      const value = peek(pool, ticket)
      return remove.run(kind, pool, tokenHash(ticket)).changes === 1 ? value : undefined
    },
    drop: (pool, ticket) => void remove.run(kind, pool, tokenHash(ticket)),
    where: (pool, fits) =>
      all.all(kind, pool, now()).flatMap((row) => {
        // Safe, as above.
        const value = JSON.parse(String(row['value'])) as T
        return fits(value) ? [{ value, drop: () => void remove.run(kind, pool, String(row['hash'])) }] : []
      }),
  }
}
