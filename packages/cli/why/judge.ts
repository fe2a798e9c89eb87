/**
 * Sends the facts through the gateway's checks and then the services', up to the first that fails.
 *
 * @module
 */
import type { HttpAnswer } from './answers.ts'
import type { Check, Reason } from './check.ts'
import { explain } from './explain.ts'
import { type Facts, factsOf, type Question } from './facts.ts'
import { gatewayChecks } from './gateway.ts'
import { serviceChecks } from './service.ts'
import { summaryOf, type TokenSummary } from './summary.ts'

export type Layer = 'gateway' | 'service'

export interface Step {
  readonly layer: Layer
  readonly check: string
  readonly result: 'held' | 'unchecked' | 'failed'
  readonly says: string
}

/** What `--json` prints. Holds no token, and of its claims only what the contract knows. */
export interface WhyReport {
  /** `unknown`: nothing speaks against it, but something could not be looked at. */
  readonly verdict: 'passes' | 'refused' | 'unknown'
  /** One line. */
  readonly says: string
  readonly request: {
    readonly method: string
    readonly path: string
    readonly operation: string | null
    /** By its name in a token; `null` for an operation that is open to everyone. */
    readonly scope: string | null
    /** The pool whose API is called; `null` for the services without a gateway. */
    readonly api: string | null
  }
  readonly token: TokenSummary | null
  readonly steps: readonly Step[]
  readonly refusal: {
    readonly layer: Layer
    readonly check: string
    readonly reason: Reason
    readonly answer: HttpAnswer
  } | null
  /** What to type or change; `null` when nothing has to be done. */
  readonly next: string | null
}

type Layers = readonly { readonly layer: Layer; readonly check: Check }[]

function layersOf(facts: Facts): Layers {
  const gateway = facts.api === undefined ? [] : gatewayChecks(facts)
  return [
    ...gateway.map((check) => ({ layer: 'gateway', check }) as const),
    ...serviceChecks(facts).map((check) => ({ layer: 'service', check }) as const),
  ]
}

/** Judges the request. Pure. */
export function judge(question: Question): WhyReport {
  const facts = factsOf(question)
  const { routed } = facts
  const about = {
    request: {
      method: question.method,
      path: question.path,
      operation: routed.kind === 'operation' ? routed.id : null,
      scope: facts.scopeOf(routed)?.wire ?? null,
      api: facts.api ?? null,
    },
    token: summaryOf(facts),
  }
  const steps: Step[] = []
  for (const { layer, check } of layersOf(facts)) {
    const finding = check.look(facts)
    if (finding.result !== 'failed') {
      steps.push({ layer, check: check.name, ...finding })
      continue
    }
    const { reason, answer } = finding
    const { says, next } = explain(reason, facts)
    steps.push({ layer, check: check.name, result: 'failed', says })
    const refusal = { layer, check: check.name, reason, answer }
    return {
      verdict: 'refused',
      says: `Refused by the ${layer} with ${answer.status}: ${says}`,
      ...about,
      steps,
      refusal,
      next,
    }
  }
  const passes = { ...about, steps, refusal: null }
  if (steps.every(({ result }) => result === 'held')) {
    return { verdict: 'passes', says: 'Passes: the request reaches its handler', ...passes, next: null }
  }
  const says = 'Nothing speaks against it, but its signature was not checked'
  return {
    verdict: 'unknown',
    says,
    ...passes,
    next: 'run it where the issuer can be reached, with `--online` if it is not on this machine',
  }
}
