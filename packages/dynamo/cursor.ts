/**
 * Cursors of lists: opaque to the caller, and of no power. A cursor holds the place where a page ended and nothing
 * about whose list it is: the organization always comes from the verified caller.
 *
 * The check part ties a cursor to its list and organization, so that one which was cut, edited or taken from
 * another list is refused instead of quietly starting somewhere else. It is no secret and guards nothing: whoever
 * computes it can only choose where in their own list to start.
 */
import { createHash } from 'node:crypto'
import type { OrgId } from '@scopegate/http/caller'

/** Whose list it is, and which: a cursor of another operation is refused. */
export interface List {
  /** The operation's id. */
  readonly operation: string
  readonly org: OrgId
}

const checkLength = 12

const check = ({ operation, org }: List, after: string): string =>
  createHash('sha256')
    .update(JSON.stringify([operation, org, after]))
    .digest('base64url')
    .slice(0, checkLength)

/** The cursor of the page that starts behind this sort key. */
export const encodeCursor = (list: List, after: string): string =>
  Buffer.from(`${check(list, after)}${after}`).toString('base64url')

/** The sort key that the cursor holds; `undefined` when this list never gave out such a cursor. */
export function decodeCursor(list: List, cursor: string): string | undefined {
  const text = Buffer.from(cursor, 'base64url').toString('utf8')
  const after = text.slice(checkLength)
  // Comparing the whole encoding also refuses other spellings of the same bytes.
  return after !== '' && encodeCursor(list, after) === cursor ? after : undefined
}
