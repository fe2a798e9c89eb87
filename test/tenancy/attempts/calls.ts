/** From a step to the request, with what the model needs to judge the answer. */

import { operations } from '../../support/contract.ts'
import type { WireRequest } from '../wire.ts'
import type { Asked } from './asked.ts'
import type { Actor, Cast } from './cast.ts'
import { disguisedBody, disguisedHeaders, disguisedQuery } from './disguises.ts'
import { type Draft, type DraftedOperation, draft } from './drafts.ts'
import type { Step } from './intents.ts'
import { type Loot, pickFrom } from './loot.ts'

/** A request that is ready to go. */
export interface Call {
  readonly actor: Actor
  readonly asked: Asked
  /** The organization whose data it may touch; `undefined` when it may touch none. */
  readonly home: string | undefined
  /** `undefined` for a detour: no operation is meant. */
  readonly operation: DraftedOperation | undefined
  /** The extra field of the body or parameter of the query that must be refused by name. */
  readonly unknownField: string | undefined
  readonly request: WireRequest
  /**
   * The same request naming nothing that exists anywhere. Where the request is refused, this one must be refused in
   * the very same words; absent where the request names nothing that could be another organization's.
   */
  readonly blank: WireRequest | undefined
}

/** The step that repeats an earlier one; looks at the wallet while there is none. */
function resolved(step: Step, loot: Loot) {
  const { who, intent } = step
  if (intent.kind !== 'again') return { who, intent }
  const earlier = pickFrom(loot.keyed, intent.pick)
  if (earlier === undefined || earlier.intent.kind === 'again') return { who, intent: { kind: 'wallet' } as const }
  return { who: intent.by === 'same' ? earlier.who : who, intent: earlier.intent }
}

/** The request of a step. */
export async function callOf(step: Step, cast: Cast, loot: Loot): Promise<Call> {
  const { disguise } = step
  const { who, intent } = resolved(step, loot)
  const actor = cast.actor(who)
  const drafted = draft(intent, actor, cast, loot)
  const { asked, operation, home, body, blank } = drafted
  const claimed = cast.orgs[disguise.aim % cast.orgs.length] ?? cast.never
  const token = await actor.token()
  const requestWith = ({ path, query = [], headers = {} }: Pick<Draft, 'path' | 'query' | 'headers'>): WireRequest => {
    const parameters = [...query, ...disguisedQuery(disguise, claimed)].join('&')
    return {
      method: drafted.method ?? (operation === undefined ? 'GET' : operations[operation].method),
      path: parameters === '' ? path : `${path}?${parameters}`,
      headers: {
        ...disguisedHeaders(disguise, claimed),
        ...headers,
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? undefined : disguisedBody(disguise, claimed, body),
    }
  }
  return {
    actor,
    asked,
    home,
    operation,
    // The query is looked at first, on every operation; a detour means none.
    unknownField: (operation && disguise.query) ?? (body && disguise.field),
    request: requestWith(drafted),
    blank: blank === undefined ? undefined : requestWith({ ...drafted, ...blank }),
  }
}
