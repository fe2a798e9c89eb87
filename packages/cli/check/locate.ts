/**
 * Where a finding is: a line of the contract’s source, or a resource of the template.
 *
 * @module
 */
import { existsSync, readFileSync } from 'node:fs'
import type { Place } from '@scopegate/analysis/rules/index'
import { keyLines, lineOf } from './key-lines.ts'

/** A place for people and for tools that show findings beside the source. */
export type Location =
  /** Relative to the checkout’s root; the line counts from 1 and is `null` where the file does not name the place. */
  | { readonly file: string; readonly line: number | null }
  /** The place in the construct tree. */
  | { readonly resource: string }

const operationsFile = 'scopes/operations.ts'
const catalogFile = 'scopes/catalog.ts'

/** @param root the checkout’s root, with a slash at the end */
export function createLocator(root: string): (place: Place) => Location {
  const read = (file: string) => (existsSync(root + file) ? keyLines(readFileSync(root + file, 'utf8')) : new Map())
  const files = new Map([catalogFile, operationsFile].map((file) => [file, read(file)]))
  return (place) => {
    if (place.in === 'template') return { resource: place.resource }
    const file = place.path[0] === 'operations' ? operationsFile : catalogFile
    return { file, line: lineOf(files.get(file) ?? new Map(), place.path) ?? null }
  }
}

/** `scopes/catalog.ts:41`, or the resource. */
export function tellLocation(location: Location): string {
  if ('resource' in location) return location.resource
  return location.line === null ? location.file : `${location.file}:${location.line}`
}
