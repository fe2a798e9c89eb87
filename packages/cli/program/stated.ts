/** Paths on the command line. */
import { Failure } from './failure.ts'

/** The path as it was given. An empty one, as an unset variable of a shell makes it, would mean the folder that one is in. */
export function stated(option: string, path: string): string {
  if (path.trim() !== '') return path
  throw new Failure(`\`${option}\` was given an empty path`, 'write the path out, or leave the option away')
}
