/**
 * The plan: what a change of the contract does to everybody, before anything is deployed. Pure, over any two contracts
 * that hold together, and linear in their size.
 */
import type { Contract, Stage } from '@scopegate/contract'
import { type AccessChange, accessChanges, type ExposureChange, exposureChanges } from './access.ts'
import { affectedBy } from './affected.ts'
import { breaksOf } from './breaks.ts'
import { clientDrafts } from './changes/clients.ts'
import { operationDrafts } from './changes/operations.ts'
import { poolDrafts } from './changes/pools.ts'
import { rowDrafts } from './changes/rows.ts'
import { scopeDrafts } from './changes/scopes.ts'
import { stageBreaks, stageDrafts } from './changes/stage.ts'
import { systemDrafts } from './changes/system.ts'
import { attributeTo, type Cause, type Draft, draft } from './draft.ts'
import { figuresOf } from './figures.ts'
import { issuedBefore } from './issued.ts'
import { renamedScopes } from './moved.ts'
import type { FoundBreak } from './operation-breaks.ts'
import type { FoundResource } from './resources/effects.ts'
import { resourceEffects } from './resources/resources.ts'
import { type Break, type Change, type Effect, effects, type Plan } from './shape.ts'
import { type Side, sideOf } from './side.ts'

export { publicCallers } from './breaks.ts'
export { safeOrder } from './order/safe-order.ts'
export type * from './shape.ts'
export { changeKinds } from './shape.ts'

/** The stages of the two contracts. */
export interface StagePair {
  readonly before?: Stage | undefined
  readonly after?: Stage | undefined
}

/** What follows from one change. */
interface Found {
  readonly access: AccessChange[]
  readonly exposure: ExposureChange[]
  readonly breaks: FoundBreak[]
  readonly resources: FoundResource[]
}

/** A consequence that no row explains is shown all the same: silence would be worse than an odd line. */
const unexplained = draft('unexplained', 'Several rows together change what follows')

/**
 * Compares two contracts.
 *
 * @param accept names of app clients whose breaks are known
 * @param stages where the contracts are of; left out, or not known of one, values of stages are not compared
 */
export function planOf(
  before: Contract,
  after: Contract,
  { accept = [], stages }: { readonly accept?: readonly string[]; readonly stages?: StagePair } = {},
): Plan {
  const placed =
    stages?.before === undefined || stages.after === undefined
      ? undefined
      : ([
          { contract: before, stage: stages.before },
          { contract: after, stage: stages.after },
        ] as const)
  const [old, young] = [sideOf(before), sideOf(after)]
  const renames = renamedScopes(old, young)
  const drafts = [
    ...systemDrafts(old, young),
    ...(placed === undefined ? [] : stageDrafts(...placed)),
    ...rowDrafts(old, young),
    ...scopeDrafts(old, young, renames),
    ...poolDrafts(old, young),
    ...clientDrafts(old, young, renames),
    ...operationDrafts(old, young, renames),
  ]
  const consequences = gather(drafts, old, young, placed === undefined ? [] : stageBreaks(...placed))
  const accepted = new Set(accept)
  const all = consequences.has(unexplained) ? [...drafts, unexplained] : drafts
  const changes = all.map((each) => changeOf(each, consequences.get(each), old, young, accepted))
  return {
    verdict: worst(changes.map(({ effect }) => effect)),
    changes,
    figures: figuresOf(before, after),
    functionsUpdated: changes.length > 0,
  }
}

/** Gives each consequence to the change that explains it. */
function gather(
  drafts: readonly Draft[],
  before: Side,
  after: Side,
  ofStages: readonly FoundBreak[],
): ReadonlyMap<Draft, Found> {
  const attribute = attributeTo(drafts)
  const found = new Map<Draft, Found>()
  const of = ({ causes }: { readonly causes: readonly Cause[] }): Found => {
    const change = attribute(causes) ?? unexplained
    const known = found.get(change) ?? { access: [], exposure: [], breaks: [], resources: [] }
    found.set(change, known)
    return known
  }
  for (const each of accessChanges(before, after)) of(each).access.push(each)
  for (const each of exposureChanges(before, after)) of(each).exposure.push(each)
  for (const each of [...breaksOf(before, after), ...ofStages]) of(each).breaks.push(each)
  for (const each of resourceEffects(before, after)) of(each).resources.push(each)
  return found
}

function changeOf(
  change: Draft,
  found: Found | undefined,
  before: Side,
  after: Side,
  accepted: ReadonlySet<string>,
): Change {
  const { access = [], exposure = [], breaks = [], resources = [] } = found ?? {}
  const gained = access.filter((each) => each.gained)
  const lost = access.filter((each) => !each.gained)
  const exposures = (appears: boolean, { routes }: Side) =>
    exposure
      .filter((each) => each.appears === appears)
      .map(({ pool, route }) => ({ pool, route: routes.get(route)?.text ?? route }))
  const told = toldBreaks(breaks, accepted)
  const touched = [...breaks.map(({ client }) => client), ...access.map(({ holder }) => holder.client)]
  const clients = new Set([...(change.clients ?? []), ...touched])
  const widens = gained.length > 0 || change.own === 'widens'
  const harms = breaks.length > 0 || lost.length > 0 || change.own === 'narrows'
  return {
    kind: change.kind,
    sign: change.kind.endsWith('-added') ? '+' : change.kind.endsWith('-removed') ? '-' : '~',
    says: change.says,
    effect: told.some((each) => !each.accepted) ? 'breaks' : harms ? 'narrows' : widens ? 'widens' : 'none',
    gains: affectedBy(gained, after),
    loses: affectedBy(lost, before),
    appears: exposures(true, after),
    vanishes: exposures(false, before),
    breaks: told,
    resources: resources.map(({ action, kind, name }) => ({ action, kind, name })),
    issued: issuedBefore(change, before, {
      gains: widens,
      loses: harms,
      clients,
      browsers: [...clients].filter((name) => before.clients.get(name)?.spec.kind === 'browser'),
    }),
  }
}

/** One line for each client and reason, however many operations it is about. */
function toldBreaks(breaks: readonly FoundBreak[], accepted: ReadonlySet<string>): readonly Break[] {
  const groups = Map.groupBy(breaks, ({ client, reason, says }) => `${client} ${reason} ${says}`)
  return [...groups.values()].flatMap((group): readonly Break[] => {
    const [first] = group
    if (first === undefined) return []
    const { client, reason, says } = first
    return [{ client, reason, says, routes: group.flatMap(({ route }) => route ?? []), accepted: accepted.has(client) }]
  })
}

const worst = (all: readonly Effect[]): Effect =>
  all.reduce<Effect>((most, each) => (effects.indexOf(each) > effects.indexOf(most) ? each : most), 'none')
