/**
 * Runs one sequence: rounds of concurrent requests of several actors, each answer judged, and the tables compared
 * with the model at the end.
 */

import { type OperationId } from '../support/contract.ts'
import { type Call, callOf } from './attempts/calls.ts'
import { type Cast, castOf } from './attempts/cast.ts'
import { type Loot, noLoot } from './attempts/loot.ts'
import { type Exchange, explain } from './judge/explain.ts'
import { judgeStateless } from './judge/judge.ts'
import { nextCursor, placesIn } from './judge/judge-list.ts'
import { type OrgState, untouched } from './judge/org-state.ts'
import { codeOf, shown } from './judge/verdicts.ts'
import { roundsOf, type Scenario } from './scenario.ts'
import type { Stores } from './stores.ts'
import { type Answer, anonymized, type Send } from './wire.ts'

/** Where sequences run. */
export interface Arena {
  readonly send: Send
  readonly stores: Stores
  /** Told of every attempt at an operation, with the answer's status. */
  readonly seen?: (operation: OperationId, status: number) => void
}

/** The machine was too busy to answer in time, which proves nothing: another sequence is to be drawn. */
export class Unanswered extends Error {
  override readonly name = 'Unanswered'
}

/** What an organization was told or had done that the model does not allow. */
export class Crossing extends Error {
  override readonly name = 'Crossing'
}

/** Try again later: given up after a second and more of waiting for the database, or for the request's own twin. */
const isUnanswered = (answer: Answer): boolean =>
  ['dependency_unavailable', 'keys_unavailable', 'idempotency_in_progress'].includes(String(codeOf(answer)))

const line = ({ call, answer }: Exchange): string => {
  const { authorization: _, ...headers } = call.request.headers
  const { method, path, body = '' } = call.request
  return `  ${call.actor.name}: ${method} ${path} ${JSON.stringify(headers)} ${body}\n    → ${shown(answer)}`
}

/** Refusals whose words must not depend on whether the thing belongs to somebody else or to nobody. */
function isComparable({ asked, unknownField }: Call, { status }: Answer): boolean {
  if (status === 422) {
    return unknownField === undefined ? asked.kind === 'list' && asked.after === 'refused' : asked.kind !== 'open'
  }
  if (status === 404) return unknownField === undefined
  return [400, 403, 405, 412].includes(status)
}

/** A mark of another organization in an answer: its id, or one of its recharges and versions. */
function foreignMark({ call, answer }: Exchange, { orgs }: Cast, loot: Loot): string | undefined {
  // An operator who names an organization is told about that one.
  const mine = call.home ?? call.actor.org
  const told = `${answer.text}${JSON.stringify(answer.headers)}`
  const foreign = [
    ...orgs.filter((org) => org !== mine),
    ...[...loot.recharges, ...loot.versions, ...loot.movements].flatMap(({ org, text }) =>
      org === mine ? [] : [text],
    ),
  ]
  return foreign.find((mark) => told.includes(mark))
}

/** Notes the ids, versions and cursors of one answer. */
function learn({ call: { asked, home }, answer }: Exchange, loot: Loot): void {
  if (home === undefined || answer.status >= 300) return
  const note = (all: Loot['recharges'], text: unknown) => {
    if (typeof text === 'string' && !all.some((known) => known.text === text)) all.push({ org: home, text })
  }
  // The cast is safe: the model has matched the answer.
  const body = answer.json as { id?: unknown; version?: unknown }
  if (asked.kind === 'recharge') note(loot.recharges, body.id)
  if (asked.kind === 'credit') note(loot.movements, body.id)
  if (asked.kind === 'put-item' || asked.kind === 'adjust') note(loot.versions, body.version)
  if (asked.kind !== 'list') return
  const text = nextCursor(answer)
  const after = placesIn(answer).at(-1)
  if (text === undefined || after === undefined || loot.cursors.some((known) => known.text === text)) return
  loot.cursors.push({ org: home, list: asked.list, text, after })
}

/**
 * Runs the sequence with this number. Numbers are never used twice on one database.
 *
 * @throws {Crossing} with everything that was sent and answered, when an answer or a table is not the model's
 * @throws {Unanswered} when the server had no time
 */
export async function runSequence({ send, stores, seen }: Arena, number: number, scenario: Scenario): Promise<void> {
  const cast = castOf(number, scenario.orgs)
  // Machines' organizations are those of the catalog in each sequence; the others are new.
  await Promise.all(cast.orgs.filter((org) => org === 'org_acme' || org === 'org_globex').map(stores.clear))
  const loot = noLoot()
  const states = new Map<string, readonly OrgState[]>(cast.orgs.map((org) => [org, [untouched(org)]]))
  const transcript: string[] = []
  const check = (fault: string | undefined) => {
    if (fault !== undefined) throw new Crossing(`${fault}\nWhat happened:\n${transcript.join('\n')}`)
  }

  /** The states that are those of the tables. */
  const confirmed = async (possible: readonly OrgState[]): Promise<readonly OrgState[]> => {
    const differences = await Promise.all(possible.map(stores.difference))
    const left = possible.filter((_, at) => differences[at] === undefined)
    if (left.length === 0) check(`in the tables ${differences[0]}`)
    return left
  }

  for (const round of roundsOf(scenario)) {
    const calls = await Promise.all(round.map((step) => callOf(step, cast, loot)))
    const exchanges = await Promise.all(calls.map(async (call) => ({ call, answer: await send(call.request) })))
    transcript.push('round', ...exchanges.map(line))
    if (exchanges.some(({ answer }) => isUnanswered(answer))) throw new Unanswered()
    for (const exchange of exchanges) {
      const { call, answer } = exchange
      if (call.operation !== undefined) seen?.(call.operation, answer.status)
      if (answer.status >= 500) check(`never a ${answer.status}`)
      const verdict = judgeStateless(call, answer)
      if (verdict.kind === 'fault') check(`${call.actor.name}: ${call.request.path}: ${verdict.fault}`)
    }
    for (const [org, before] of states) {
      const own = exchanges.filter(
        ({ call, answer }) => call.home === org && judgeStateless(call, answer).kind === 'open',
      )
      const { states: after, faults } = explain(before, own)
      if (after.length === 0) check(`no order of the round explains it:\n  ${faults.join('\n  ')}`)
      // Answers do not always tell in which order money moved; the tables do, before the possibilities multiply.
      const left = after.length === 1 ? after : await confirmed(after)
      states.set(org, left)
    }
    for (const exchange of exchanges) learn(exchange, loot)
    loot.keyed.push(...round.filter(({ intent }) => 'key' in intent))
    for (const exchange of exchanges) {
      const mark = foreignMark(exchange, cast, loot)
      if (mark !== undefined) check(`${exchange.call.actor.name} is told of another organization: ${mark}`)
    }
    await Promise.all(
      exchanges.map(async ({ call, answer }) => {
        if (call.blank === undefined || !isComparable(call, answer)) return
        const blank = await send(call.blank)
        if (isUnanswered(blank)) throw new Unanswered()
        if (anonymized(blank) === anonymized(answer)) return
        check(
          `${call.actor.name}: ${call.request.path} is not refused like ${call.blank.path}:\n  ${anonymized(answer)}\n  ${anonymized(blank)}`,
        )
      }),
    )
  }
  await Promise.all([...states.values()].map(confirmed))
}
