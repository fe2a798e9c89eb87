/**
 * The plan: what a change of the contract does to everybody, before anything is deployed. Pure, over any two contracts
 * that hold together, and linear in their size.
 */
import { type Contract, type Stage, usesSignInPage } from '@scopegate/contract'
import type { Template } from '@scopegate/template'
import { type AccessChange, accessChanges, type ExposureChange, exposureChanges } from './access.ts'
import { affectedBy } from './affected.ts'
import { breaksOf } from './breaks.ts'
import { clientDrafts } from './changes/clients.ts'
import { operationDrafts } from './changes/operations.ts'
import { poolDrafts } from './changes/pools.ts'
import { rowDrafts } from './changes/rows.ts'
import { scopeDrafts } from './changes/scopes.ts'
import { isElsewhere, stageBreaks, stageDrafts } from './changes/stage.ts'
import { systemDrafts } from './changes/system.ts'
import { attributeTo, type Cause, cause, type Draft, draft } from './draft.ts'
import { figuresOf } from './figures.ts'
import { issuedBefore } from './issued.ts'
import { renamedScopes } from './moved.ts'
import type { FoundBreak } from './operation-breaks.ts'
import type { FoundResource } from './resources/effects.ts'
import { fixedParts, refusedEffects } from './resources/refused.ts'
import { resourceEffects } from './resources/resources.ts'
import { type Break, type Change, type Effect, effects, type Plan } from './shape.ts'
import { type Side, type SideClient, sideOf } from './side.ts'

export { publicCallers } from './breaks.ts'
export { safeOrder } from './order/safe-order.ts'
export type * from './shape.ts'
export { changeKinds } from './shape.ts'

export interface Pair<T> {
  readonly before?: T | undefined
  readonly after?: T | undefined
}

export interface PlanOptions {
  /** Names of app clients whose breaks are known. */
  readonly accept?: readonly string[]
  /** Where the contracts are of; left out, or not known of one, values of stages are not compared. */
  readonly stages?: Pair<Stage>
  /** Those that carry the contracts: they say more of what Cognito refuses than the contracts do. */
  readonly templates?: Pair<Template>
}

interface Found {
  readonly access: AccessChange[]
  readonly exposure: ExposureChange[]
  readonly breaks: FoundBreak[]
  readonly resources: FoundResource[]
}

/** A consequence that no row explains is shown all the same: silence would be worse than an odd line. */
const unexplained = draft('unexplained', 'Several rows together change what follows')

export function planOf(
  before: Contract,
  after: Contract,
  { accept = [], stages = {}, templates = {} }: PlanOptions = {},
): Plan {
  const placed =
    stages.before === undefined || stages.after === undefined
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
    ...Object.keys(after.pools).map(fixedDraft),
  ]
  const consequences = gather(
    drafts,
    old,
    young,
    placed === undefined ? [] : stageBreaks(...placed),
    refusals(placed ?? [{ contract: before }, { contract: after }], templates),
  )
  const accepted = new Set(accept)
  const all = [...drafts, unexplained].filter((each) => !silent.has(each.kind) || consequences.has(each))
  const changes = all.map((each) => changeOf(each, consequences.get(each), old, young, accepted))
  return {
    verdict: worst(changes.map(({ effect }) => effect)),
    changes,
    figures: figuresOf(before, after),
    functionsUpdated: changes.length > 0,
  }
}

/** Told only where they explain something. */
const silent: ReadonlySet<string> = new Set(['unexplained', 'pool-fixed'])

const fixedDraft = (pool: string): Draft =>
  draft('pool-fixed', `The template changes what the user pool \`${pool}\` was created with`, {
    causes: [cause.fixed(pool)],
  })

interface Somewhere {
  readonly contract: Contract
  readonly stage?: Stage
}

/** Where all is made anew, nothing is updated. */
function refusals(
  [was, is]: readonly [Somewhere, Somewhere],
  { before, after }: Pair<Template>,
): readonly FoundResource[] {
  if (was.contract.name !== is.contract.name) return []
  if (was.stage !== undefined && is.stage !== undefined && isElsewhere(was.stage, is.stage)) return []
  if (before !== undefined && after !== undefined) return refusedEffects(before, after)
  return refusedEffects(fixedParts(was.contract, was.stage), fixedParts(is.contract, is.stage))
}

/** Gives each consequence to the change that explains it. */
function gather(
  drafts: readonly Draft[],
  before: Side,
  after: Side,
  ofStages: readonly FoundBreak[],
  refused: readonly FoundResource[],
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
  const isRefused = ({ kind, name }: FoundResource) => refused.some((each) => each.kind === kind && each.name === name)
  const carriedOut = resourceEffects(before, after).filter((each) => !isRefused(each))
  for (const each of [...carriedOut, ...refused]) of(each).resources.push(each)
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
    effect: effectOf(resources, told, { harms, widens }),
    gains: affectedBy(gained, after),
    loses: affectedBy(lost, before),
    appears: exposures(true, after),
    vanishes: exposures(false, before),
    breaks: told,
    resources: resources.map(({ causes: _causes, ...each }) => each),
    issued: issuedBefore(change, before, {
      gains: widens,
      loses: harms,
      clients,
      browsers: [...clients].filter((name) => isOfPages(before.clients.get(name))),
    }),
  }
}

const isOfPages = (client: SideClient | undefined) => client !== undefined && usesSignInPage(client.spec)

function effectOf(
  resources: readonly FoundResource[],
  breaks: readonly Break[],
  { harms, widens }: { readonly harms: boolean; readonly widens: boolean },
): Effect {
  if (resources.some(({ action }) => action === 'refused')) return 'refused'
  if (breaks.some(({ accepted }) => !accepted)) return 'breaks'
  return harms ? 'narrows' : widens ? 'widens' : 'none'
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

export const worst = (all: readonly Effect[]): Effect =>
  all.reduce<Effect>((most, each) => (effects.indexOf(each) > effects.indexOf(most) ? each : most), 'none')
