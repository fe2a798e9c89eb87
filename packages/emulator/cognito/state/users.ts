/** The users of all pools. */
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'

/** Attribute name to value, with `custom:` names, `sub` and `email`. All values are strings (aws-facts §B.3). */
export type Attributes = Readonly<Record<string, string>>

export interface User {
  /** The id of the pool. */
  readonly pool: string
  /** Also the user name: people sign in by e-mail, so Cognito makes up the user name and takes the sub. */
  readonly sub: string
  readonly passwordHash: string
  /** Milliseconds. */
  readonly passwordSet: number
  readonly status: 'CONFIRMED' | 'FORCE_CHANGE_PASSWORD' | 'RESET_REQUIRED'
  readonly enabled: boolean
  readonly attributes: Attributes
  /** Milliseconds. */
  readonly created: number
  readonly modified: number
}

export type UserStore = ReturnType<typeof userStore>

/**
 * The users in the database.
 *
 * @param now milliseconds
 * @param caseSensitive whether upper and lower case make two e-mails in the pool
 */
export function userStore(database: DatabaseSync, now: () => number, caseSensitive: (pool: string) => boolean) {
  const select = (collation: string) =>
    database.prepare(`SELECT * FROM users WHERE pool = ? AND (sub = ? OR email = ? COLLATE ${collation})`)
  const [exact, anyCase] = [select('BINARY'), select('NOCASE')]
  const all = database.prepare('SELECT * FROM users WHERE pool = ? ORDER BY rowid')
  const insert = database.prepare(
    'INSERT INTO users (pool, sub, email, password, status, enabled, attributes, created, modified, password_set) VALUES (?, ?, ?, ?, ?, 1, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
  )
  const update = database.prepare(
    'UPDATE OR IGNORE users SET email = ?, password = ?, status = ?, enabled = ?, attributes = ?, modified = ?, password_set = ? WHERE pool = ? AND sub = ?',
  )
  const remove = database.prepare('DELETE FROM users WHERE pool = ? AND sub = ?')
  /** By user name, which is the sub, or by e-mail; where the pool says so, in upper or lower case. */
  const find = (pool: string, username: string): User | undefined => {
    const row = (caseSensitive(pool) ? exact : anyCase).get(pool, username, username)
    return row === undefined ? undefined : userOf(row)
  }
  return {
    find,
    /** In the order of creation. */
    list: (pool: string) => all.all(pool).map(userOf),
    /** `undefined` when the e-mail is taken. The caller makes the sub, because the password's hash depends on it. */
    create: (user: Omit<User, 'passwordSet' | 'enabled' | 'created' | 'modified'> & { readonly email: string }) => {
      const { pool, sub, email, passwordHash, status, attributes } = user
      if (find(pool, email) !== undefined) return undefined
      const content = JSON.stringify({ ...attributes, sub, email })
      const at = now()
      const { changes } = insert.run(pool, sub, email, passwordHash, status, content, at, at, at)
      return changes === 0 ? undefined : find(pool, sub)
    },
    /** Writes the changed user; `false` when the new e-mail belongs to another user. */
    save: ({ pool, sub, passwordHash, passwordSet, status, enabled, attributes }: User): boolean => {
      const content = JSON.stringify({ ...attributes, sub })
      const email = attributes['email'] ?? ''
      if ((find(pool, email)?.sub ?? sub) !== sub) return false
      const isEnabled = enabled ? 1 : 0
      return update.run(email, passwordHash, status, isEnabled, content, now(), passwordSet, pool, sub).changes === 1
    },
    remove: ({ pool, sub }: Pick<User, 'pool' | 'sub'>) => void remove.run(pool, sub),
  }
}

const statuses = ['CONFIRMED', 'FORCE_CHANGE_PASSWORD', 'RESET_REQUIRED'] as const

const userOf = (row: Record<string, SQLOutputValue>): User => ({
  pool: String(row['pool']),
  sub: String(row['sub']),
  passwordHash: String(row['password']),
  passwordSet: Number(row['password_set']),
  status: statuses.find((status) => status === row['status']) ?? 'FORCE_CHANGE_PASSWORD',
  enabled: row['enabled'] === 1,
  // Safe: the column is only ever written by this file, from a map of strings.
  attributes: JSON.parse(String(row['attributes'])) as Attributes,
  created: Number(row['created']),
  modified: Number(row['modified']),
})
