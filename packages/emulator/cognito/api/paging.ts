/**
 * Lists, page by page.
 *
 * @module
 */
import { AwsError } from '../../aws-json/index.ts'
import { invalidParameter } from './shared.ts'

/** One page, and where the next one begins; no token after the last. */
export interface Page<Item> {
  readonly items: readonly Item[]
  readonly next: { readonly NextToken?: string }
}

/** @throws {AwsError} for a token that no page gave out */
export function pageOf<Item>(all: readonly Item[], size: number, token: string | undefined): Page<Item> {
  const start = token === undefined ? 0 : Number(token)
  if (token !== undefined && (!Number.isInteger(start) || start < 1 || start >= all.length)) {
    throw new AwsError(invalidParameter, 'Invalid pagination token.')
  }
  const end = start + size
  return { items: all.slice(start, end), next: end < all.length ? { NextToken: String(end) } : {} }
}
