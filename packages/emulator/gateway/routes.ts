/**
 * Route selection, before anything else: an unknown path is 404 even without a token (inferred, aws-facts §E.2).
 *
 * Priority (documented, aws-facts §E.4): a full match of path and method, then greedy `{name+}`, then `$default`. Among
 * full matches a static segment beats `{name}`, and a method beats `ANY`. A trailing slash makes another path
 * (measured, same section). Paths are case-sensitive, HEAD is a method of its own, and a path that only other methods have
 * is 404 (all inferred).
 */
import type { ResolvedRoute } from '../template/index.ts'

export interface SelectedRoute {
  readonly route: ResolvedRoute
  readonly pathParameters: Readonly<Record<string, string>>
}

type Segment =
  | { readonly kind: 'static'; readonly text: string }
  | { readonly kind: 'parameter' | 'greedy'; readonly name: string }

interface Candidate {
  readonly route: ResolvedRoute
  /** `undefined` for `$default`. */
  readonly segments: readonly Segment[] | undefined
}

/** Selects among the routes; `undefined` when none matches. `segments` are those of the path, each decoded once. */
type SelectRoute = (method: string, segments: readonly string[]) => SelectedRoute | undefined

export function compileRoutes(routes: readonly ResolvedRoute[]): SelectRoute {
  const candidates: readonly Candidate[] = routes
    .map((route) => ({ route, segments: route.path === '$default' ? undefined : segmentsOf(route.path) }))
    .sort((a, b) => (rank(a) < rank(b) ? -1 : 1))
  return (method, segments) => {
    for (const { route, segments: pattern } of candidates) {
      if (route.method !== 'ANY' && route.method !== method) continue
      const pathParameters = pattern === undefined ? {} : match(pattern, segments)
      if (pathParameters !== undefined) return { route, pathParameters }
    }
    return undefined
  }
}

const segmentsOf = (path: string): readonly Segment[] =>
  path
    .slice(1)
    .split('/')
    .map((text) => {
      const name = /^\{(.+)\}$/.exec(text)?.[1]
      if (name === undefined) return { kind: 'static', text }
      return name.endsWith('+') ? { kind: 'greedy', name: name.slice(0, -1) } : { kind: 'parameter', name }
    })

/** Sorts the better match first, as text: greedy and `$default` last, then segment by segment, then the method. */
function rank({ route, segments }: Candidate): string {
  const method = route.method === 'ANY' ? '1' : '0'
  if (segments === undefined) return `2 ${method}`
  const greedy = segments.some(({ kind }) => kind === 'greedy') ? '1' : '0'
  // A longer greedy route is the more particular one: `/v1/{rest+}` before `/{rest+}`.
  return `${greedy} ${segments.map(({ kind }) => ({ static: '0', parameter: '1', greedy: '2' })[kind]).join('')} ${method}`
}

function match(pattern: readonly Segment[], segments: readonly string[]): Record<string, string> | undefined {
  const parameters: Record<string, string> = {}
  for (const [index, expected] of pattern.entries()) {
    const actual = segments[index]
    if (actual === undefined) return undefined
    switch (expected.kind) {
      case 'static':
        if (actual !== expected.text) return undefined
        break
      case 'parameter':
        if (actual === '') return undefined
        parameters[expected.name] = actual
        break
      case 'greedy':
        parameters[expected.name] = segments.slice(index).join('/')
        return parameters
    }
  }
  return pattern.length === segments.length ? parameters : undefined
}
