/** Sends the request through the gateway and then to the services, and reports what each of them says. */
import type { Asked, Held, Refusal } from './asked.ts'
import { explain } from './explain.ts'
import { factsOf, type Question } from './facts.ts'
import { askGateway } from './gateway.ts'
import { askServices } from './service.ts'
import { summaryOf, type TokenSummary } from './summary.ts'
import { verificationOf } from './verification.ts'

type Layer = 'gateway' | 'service'

export interface Step {
  readonly layer: Layer
  readonly check: string
  readonly result: 'held' | 'unchecked' | 'failed'
  readonly says: string
}

/** What `--json` prints. Holds no token, and of its claims only what the contract knows. */
export interface WhyReport {
  /** `unknown`: no check failed, but the signature could not be checked. */
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
  /** Where the token stood in what was given, in words; `null` when it stood alone. */
  readonly found: string | null
  readonly steps: readonly Step[]
  readonly refusal: (Refusal & { readonly layer: Layer }) | null
  /** What to type or change; `null` when nothing has to be done. */
  readonly next: string | null
}

/** Judges the request. It asks for keys, and for nothing else. */
export async function judge(question: Question, found?: string): Promise<WhyReport> {
  const facts = factsOf(question)
  const { method, path, token, api } = question
  const head = { method, url: path, rawHeaders: token === '' ? [] : ['authorization', `Bearer ${token}`] }
  const verification = verificationOf(facts)
  const steps: Step[] = []
  const report = {
    request: {
      method,
      path,
      operation: facts.operation?.id ?? null,
      scope: facts.required?.wire ?? null,
      api: api ?? null,
    },
    token: summaryOf(facts),
    found: found ?? null,
    steps,
  }
  const noted = (layer: Layer, { held }: Asked) =>
    steps.push(...held.map((each) => heldStep(layer, each, verification.unchecked())))

  const gateway = api === undefined ? undefined : await askGateway(facts, head, verification)
  if (gateway !== undefined) noted('gateway', gateway)
  if (gateway?.refusal !== undefined) return refused('gateway', gateway.refusal)
  const services = await askServices(facts, head, gateway?.event, verification)
  noted('service', services)
  if (services.refusal !== undefined) return refused('service', services.refusal)
  if (verification.unchecked() === undefined) {
    return { verdict: 'passes', says: 'Passes: the request reaches its handler', ...report, refusal: null, next: null }
  }
  const says = 'No check failed, but the signature was not checked'
  const next = 'run it where the issuer can be reached, with `--online` if it is not on this machine'
  return { verdict: 'unknown', says, ...report, refusal: null, next }

  function refused(layer: Layer, { check, reason, answer }: Refusal): WhyReport {
    const { says, next } = explain(reason, facts)
    steps.push({ layer, check, result: 'failed', says })
    const refusal = { layer, check, reason, answer }
    const first = `Refused by the ${layer} with ${answer.status}: ${says}`
    return { verdict: 'refused', says: first, ...report, refusal, next }
  }
}

/** The step in which each layer checks the signature. */
const signatureStep: Readonly<Record<Layer, string>> = { gateway: 'signature', service: 'token' }

function heldStep(layer: Layer, { check, says }: Held, unchecked: string | undefined): Step {
  if (check === signatureStep[layer] && unchecked !== undefined) {
    return { layer, check, result: 'unchecked', says: `signature not checked: ${unchecked}` }
  }
  return { layer, check, result: 'held', says }
}
