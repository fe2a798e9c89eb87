/** A file of ours that cannot be read any more. */

/** One line that names the file and the way out. */
export class DamagedFile extends Error {
  override readonly name = 'DamagedFile'

  constructor(file: string, cause?: unknown) {
    super(`The file \`${file}\` is damaged. Begin anew with \`start --fresh\`, which loses its data`, { cause })
  }
}

/** SQLite: the database is malformed; the file is no database. */
const damaged: readonly unknown[] = [11, 26]

/** Whether the error says that a SQLite file is damaged: not that it is in use, or that the disk is full. */
export const saysDamaged = (error: unknown): boolean =>
  error instanceof Error && 'errcode' in error && damaged.includes(error.errcode)

const misplaced: readonly unknown[] = ['EEXIST', 'EISDIR', 'ENOTDIR']

/** The error, or what it means of a file of the folder: there is a file where a folder belongs, or the other way round. */
export function namingDamage(error: unknown, directory: string): unknown {
  if (!(error instanceof Error) || !('code' in error) || !('path' in error)) return error
  const { code, path } = error
  const isOurs = typeof path === 'string' && path.startsWith(`${directory}/`) && misplaced.includes(code)
  return isOurs ? new DamagedFile(path, error) : error
}
