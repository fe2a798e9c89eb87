/** The emulator's memory: one SQLite file, so that each change is atomic and survives a crash. */
import { chmodSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { DamagedFile, saysDamaged } from '../../home/damaged-file.ts'

const schema = `
  CREATE TABLE IF NOT EXISTS users (
    pool TEXT NOT NULL, sub TEXT NOT NULL, email TEXT NOT NULL, password TEXT NOT NULL, status TEXT NOT NULL,
    enabled INTEGER NOT NULL, attributes TEXT NOT NULL, created INTEGER NOT NULL, modified INTEGER NOT NULL,
    password_set INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (pool, sub), UNIQUE (pool, email)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS families (
    pool TEXT NOT NULL, id TEXT NOT NULL, refresh TEXT NOT NULL UNIQUE, client TEXT NOT NULL, sub TEXT NOT NULL,
    detail TEXT NOT NULL, expires INTEGER NOT NULL, revoked INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (pool, id)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS refresh_tokens (
    pool TEXT NOT NULL, hash TEXT NOT NULL, family TEXT NOT NULL, used INTEGER NOT NULL, dies INTEGER,
    PRIMARY KEY (pool, hash)
  ) STRICT;
  CREATE INDEX IF NOT EXISTS refresh_tokens_of_family ON refresh_tokens (pool, family, used);
  INSERT OR IGNORE INTO refresh_tokens SELECT pool, refresh, id, 0, NULL FROM families;
  CREATE TABLE IF NOT EXISTS records (
    kind TEXT NOT NULL, pool TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, expires INTEGER,
    PRIMARY KEY (kind, pool, key)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS messages (
    id INTEGER PRIMARY KEY AUTOINCREMENT, pool TEXT NOT NULL, recipient TEXT NOT NULL, subject TEXT NOT NULL,
    text TEXT NOT NULL, at INTEGER NOT NULL
  ) STRICT;
`

/** Opens the file in the directory, or makes both. Only the owner may read them: they hold password hashes. */
export function openDatabase(directory: string): DatabaseSync {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const file = join(directory, 'cognito.sqlite')
  const database = new DatabaseSync(file)
  chmodSync(file, 0o600)
  try {
    database.exec('PRAGMA journal_mode = DELETE; PRAGMA synchronous = NORMAL;')
    database.exec(schema)
    // A file of an earlier version.
    const columns = database.prepare("SELECT name FROM pragma_table_info('users')").all()
    if (!columns.some(({ name }) => name === 'password_set')) {
      database.exec('ALTER TABLE users ADD COLUMN password_set INTEGER NOT NULL DEFAULT 0')
    }
    const found = new Set(columnsIn(database))
    const wanted = new DatabaseSync(':memory:')
    wanted.exec(schema)
    const complete = columnsIn(wanted).every((column) => found.has(column))
    wanted.close()
    if (!complete) throw new DamagedFile(file)
    return database
  } catch (error) {
    database.close()
    throw saysDamaged(error) ? new DamagedFile(file, error) : error
  }
}

/** Each column of each table. */
const columnsIn = (database: DatabaseSync): readonly unknown[] =>
  database
    .prepare("SELECT t.name || '.' || c.name AS place FROM sqlite_schema t, pragma_table_info(t.name) c")
    .all()
    .map(({ place }) => place)
