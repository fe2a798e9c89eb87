/**
 * Operations whose paths can take the same request: where each pair of segments is the same, or one of them a parameter.
 *
 * Which of them gets it: the one whose first differing segment is static (aws-facts §E.4 for a static path against one with
 * a parameter; for paths that overlap sideways AWS is not known to say, and `packages/http/app/routes.ts` decides so).
 *
 * @module
 */
import { type Side, type SideOperation, segmentsOf } from './side.ts'

/** The operations of the side that requests of the new route went to until now: it wins over them. */
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
