/**
 * Which operation gets a request when the operation that it was meant for is not there. A static path wins over one with a
 * parameter (aws-facts §E.4), so that `/v1/books/new` is a book of the id `new` before there is such an operation and after.
 */
import { type Side, type SideOperation, segmentsOf } from './side.ts'

/** More segments than this are looked at one by one only: their combinations would be too many. */
const most = 6

/** @param route by `routeKey`. @returns `undefined` where nothing takes its requests: they get 404 */
export function servedInstead({ routes }: Side, route: string): SideOperation | undefined {
  const [method = '', path = ''] = route.split(' ')
  const segments = path.split('/')
  const fixed = segments.flatMap((segment, index) => (segment === '' || segment === '{}' ? [] : [index]))
  for (const open of choices(fixed)) {
    const key = `${method} ${segments.map((segment, index) => (open.has(index) ? '{}' : segment)).join('/')}`
    const found = routes.get(key)
    if (found !== undefined) return found
  }
  return undefined
}

/** The segments that may be parameters, the fewest first: the most specific path wins. */
function choices(fixed: readonly number[]): readonly ReadonlySet<number>[] {
  if (fixed.length > most) return fixed.map((index) => new Set([index]))
  const all = Array.from({ length: 2 ** fixed.length - 1 }, (_, bits) =>
    fixed.filter((_index, place) => ((bits + 1) >> place) % 2 === 1),
  )
  return all.sort((one, other) => one.length - other.length).map((indexes) => new Set(indexes))
}

/**
 * The operations of the side that requests of the new route went to until now: it wins over them. Paths can take the same
 * request where each pair of segments is the same, or one of them a parameter; the one whose first differing segment is
 * static gets it (aws-facts §E.4 for a static path against one with a parameter; for paths that overlap sideways AWS is not
 * known to say, and `packages/http/app/routes.ts` decides so).
 */
export function takenFrom({ routes }: Side, route: string): readonly SideOperation[] {
  const own = segmentsOf(route)
  return [...routes.values()].filter(({ segments }) => {
    const differing = own.findIndex((segment, index) => segment !== segments[index])
    return (
      segments.length === own.length &&
      differing !== -1 &&
      own[differing] !== '{}' &&
      own.every((segment, index) => segment === segments[index] || segment === '{}' || segments[index] === '{}')
    )
  })
}
