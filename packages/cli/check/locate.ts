/** Where a finding is: a line of the contract’s source, or a resource of the template. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import type { Place } from '@scopegate/analysis/rules/index'
import { keyLines, nearest } from './key-lines.ts'

/** A place for people and for tools that show findings beside the source. */
export type Location =
  /** Relative to the checkout’s root; the line counts from 1 and is `null` where the file does not name the place. */
  | { readonly file: string; readonly line: number | null }
  /** The place in the construct tree. */
  | { readonly resource: string }

const folder = 'scopes'

/** What a place that no file names is told by: the contract puts the tables of all files together. */
const contractFile = `${folder}/contract.ts`

/** @param root the system’s root, with a slash at the end */
export function createLocator(root: string): (place: Place) => Location {
  const names = existsSync(root + folder) ? readdirSync(root + folder).filter((name) => name.endsWith('.ts')) : []
  const files = names.map((name) => ({
    file: `${folder}/${name}`,
    lines: keyLines(readFileSync(`${root}${folder}/${name}`, 'utf8')),
  }))
  return (place) => {
    if (place.in === 'template') return { resource: place.resource }
    const [first, ...others] = files.flatMap(({ file, lines }) => {
      const named = nearest(lines, place.path)
      return named === undefined ? [] : [{ file, ...named }]
    })
    if (first === undefined) return { file: contractFile, line: null }
    const best = others.reduce((most, each) => (each.depth > most.depth ? each : most), first)
    return { file: best.file, line: best.line }
  }
}

/** `scopes/catalog.ts:41`, or the resource. */
export function tellLocation(location: Location): string {
  if ('resource' in location) return location.resource
  return location.line === null ? location.file : `${location.file}:${location.line}`
}
