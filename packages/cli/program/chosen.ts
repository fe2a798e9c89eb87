/** Names that the user chose among those of the contract. */
import { closeMatch } from './close-match.ts'
import { Failure } from './failure.ts'

/** Anything longer, or with a dot in it, may be a token in the wrong place. */
const printable = (name: string) => (/^[\w:/{} @-]{1,40}$/.test(name) ? ` \`${name}\`` : ' of that name')

/**
 * The names, all of them known. The error says `what` they are names of, ` in the pool` or `where` else they are known, and
 * where to `look` when none is close.
 */
export function chosen(
  what: string,
  names: readonly string[],
  known: readonly string[],
  where = '',
  look = 'give a name that `scopes matrix` shows',
): readonly string[] {
  const all = new Set(known)
  const unknown = names.find((name) => !all.has(name))
  if (unknown === undefined) return names
  const meant = closeMatch(unknown, known)
  const few = known.length > 12 ? '' : `; there are: ${known.join(', ')}`
  throw new Failure(
    `There is no ${what}${printable(unknown)}${where}`,
    meant === undefined ? `${look}${few}` : `did you mean \`${meant}\`?${few.replace('; t', ' T')}`,
  )
}
