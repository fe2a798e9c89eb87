/** How findings are worded and placed. */

export type Place =
  /** Keys down to a row or a field of the contract: `['pools', 'garage', 'clients', 'garage-web', 'org']`. */
  | { readonly in: 'contract'; readonly path: readonly string[] }
  /** A resource of the template, by its place in the construct tree: `Scopegate/garage/Pool/Resource`. */
  | { readonly in: 'template'; readonly resource: string }

export const at = (...path: readonly string[]): Place => ({ in: 'contract', path })

export const inTemplate = (resource: string): Place => ({ in: 'template', resource })

export const within = (place: Place, field: string): Place =>
  place.in === 'contract' ? at(...place.path, field) : place

/** A breach. What has no `fix` of its own is mended as the rule says. */
export interface Told {
  readonly place: Place
  readonly cause: string
  readonly fix?: string | undefined
}

/** What a judge says: nothing, a breach, or several. */
export type Said = Told | false | undefined | readonly Said[]

/** @param place where; a text is a resource of the template */
export const tell = (place: Place | string, cause: string, fix?: string): Told => ({
  place: typeof place === 'string' ? inTemplate(place) : place,
  cause,
  fix,
})

export function breachesIn(said: Said): readonly Told[] {
  if (said === undefined || said === false) return []
  return 'place' in said ? [said] : said.flatMap(breachesIn)
}
