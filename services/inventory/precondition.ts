/** The preconditions of a `PUT` (RFC 9110 §13.1): what the sender believes about the item. */
import { Problem } from '@scopegate/http/problem'

/** `absent`: create only. `unstated`: creates, and never replaces. `any`: replaces whatever is there. */
export type Precondition =
  | { readonly kind: 'absent' | 'unstated' | 'any' }
  | { readonly kind: 'versions'; readonly versions: readonly [string, ...string[]] }

/** Enough for every honest client; DynamoDB's `IN` takes 100. */
const mostTags = 20

/** An entity tag with the list's separators around it. */
const tagPattern = /\s*(W\/)?"([\x21\x23-\x7e]*)"\s*(?:,|$)/y

/**
 * @throws {Problem} `header_invalid` when the two contradict each other or cannot be read, and `precondition_failed` when
 * `If-Match` names weak tags only: a weak tag never matches (RFC 9110 §13.1.1).
 */
export function precondition(ifMatch: string | undefined, ifNoneMatch: string | undefined): Precondition {
  if (ifMatch !== undefined && ifNoneMatch !== undefined) {
    throw invalid('`If-Match` and `If-None-Match` exclude each other: send one of them')
  }
  if (ifNoneMatch !== undefined) {
    if (ifNoneMatch.trim() === '*') return { kind: 'absent' }
    throw invalid('`If-None-Match` must be `*`, to create only')
  }
  if (ifMatch === undefined) return { kind: 'unstated' }
  if (ifMatch.trim() === '*') return { kind: 'any' }
  const [first, ...more] = strongTags(ifMatch)
  if (first === undefined) throw new Problem('precondition_failed', { detail: 'A weak entity tag never matches' })
  return { kind: 'versions', versions: [first, ...more] }
}

const invalid = (detail: string) => new Problem('header_invalid', { detail })

function strongTags(header: string): readonly string[] {
  const tags: { readonly weak: boolean; readonly tag: string }[] = []
  tagPattern.lastIndex = 0
  while (tagPattern.lastIndex < header.length) {
    const match = tagPattern.exec(header)
    if (match === null) throw invalid('`If-Match` must be `*` or quoted entity tags, as the `ETag` header gave them')
    tags.push({ weak: match[1] !== undefined, tag: match[2] ?? '' })
  }
  if (tags.length === 0) throw invalid('`If-Match` is empty: send the `ETag` that a `GET` gave')
  if (tags.length > mostTags) throw invalid(`\`If-Match\` may name at most ${mostTags} entity tags`)
  return tags.filter(({ weak }) => !weak).map(({ tag }) => tag)
}
