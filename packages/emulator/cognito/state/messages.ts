/** What AWS would send by mail. Nothing is sent here: the messages are kept, and the inbox page shows them. */
import type { DatabaseSync } from 'node:sqlite'

export interface Message {
  /** The id of the pool. */
  readonly pool: string
  /** The e-mail address. */
  readonly to: string
  readonly subject: string
  /** Holds the code or the temporary password. */
  readonly text: string
  /** Milliseconds. */
  readonly at: number
}

export type MessageStore = ReturnType<typeof messageStore>

/** Older ones are forgotten: it is an inbox, not an archive. */
const kept = 200

/** The messages in the database. Each is announced in the log with all that it says, because there is no mail. */
export function messageStore(database: DatabaseSync, log: (line: string) => void) {
  const insert = database.prepare('INSERT INTO messages (pool, recipient, subject, text, at) VALUES (?, ?, ?, ?, ?)')
  const sweep = database.prepare('DELETE FROM messages WHERE id <= (SELECT max(id) FROM messages) - ?')
  const select = database.prepare('SELECT * FROM messages ORDER BY id DESC')
  return {
    send: ({ pool, to, subject, text, at }: Message) => {
      insert.run(pool, to, subject, text, at)
      sweep.run(kept)
      log(`mail to ${to}: ${subject}: ${text}`)
    },
    /** The newest first. */
    list: (): readonly Message[] =>
      select.all().map((row) => ({
        pool: String(row['pool']),
        to: String(row['recipient']),
        subject: String(row['subject']),
        text: String(row['text']),
        at: Number(row['at']),
      })),
  }
}
