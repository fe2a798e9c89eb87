/**
 * Operations whose paths can take the same request: where each pair of segments is the same, or one of them a parameter.
 *
 * Which of them gets it: the one whose first differing segment is static (aws-facts §E.4 for a static path against one with
 * a parameter; for paths that overlap sideways AWS is not known to say, and `packages/http/app/routes.ts` decides so).
 *
 * @module
 */
import { memoize } from '@scopegate/contract/memoize'
import { routeKey, type Side, type SideOperation } from './side.ts'

/** Paths as a tree of segments, the method first. A parameter is `{}`. */
interface Node {
  readonly next: Map<string, Node>
  operation: SideOperation | undefined
}

const newNode = (): Node => ({ next: new Map(), operation: undefined })
const segmentsOf = (key: string): readonly string[] => key.split(/[ /]/)

const treeOf = memoize(({ routes }: Side): Node => {
  const root = newNode()
  for (const [key, operation] of routes) {
    let node = root
    for (const segment of segmentsOf(key)) {
      const child = node.next.get(segment) ?? newNode()
      node.next.set(segment, child)
      node = child
    }
    node.operation = operation
  }
  return root
})

/** Every operation but that of the route itself that can take a request of it. */
function overlapping(side: Side, route: string): readonly SideOperation[] {
  let nodes: readonly Node[] = [treeOf(side)]
  for (const segment of segmentsOf(route)) {
    nodes = nodes.flatMap(({ next }) =>
      segment === '{}' ? [...next.values()] : [next.get(segment) ?? [], next.get('{}') ?? []].flat(),
    )
  }
  return nodes.flatMap(({ operation }) =>
    operation === undefined || routeKey(operation.row) === route ? [] : [operation],
  )
}

/** The operations of the side that requests of the new route went to until now: it wins over them. */
export const takenFrom = (side: Side, route: string): readonly SideOperation[] =>
  overlapping(side, route).filter(({ row }) => {
    const [own, other] = [segmentsOf(route), segmentsOf(routeKey(row))]
    const first = own.findIndex((segment, index) => segment !== other[index])
    return own[first] !== '{}'
  })
