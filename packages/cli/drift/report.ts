/** What `drift` found. */

import { type Direction, differenceKinds, differences, urgency, type Where } from '@scopegate/analysis/deployed/compare'
import type { DeployedSystem } from '@scopegate/analysis/deployed/shape'
import { sdkVersion } from '@scopegate/analysis/ledger/index'
import type { Session } from '../aws/session.ts'
import { type Advice, adviceFor, deployIt } from './advice.ts'
import { planCommand, revertCommand, type Situation } from './commands.ts'
import { type Finding, findingKinds, keyOf, placeOf } from './finding.ts'
import { strangersIn } from './strangers.ts'

export interface DriftRow extends Advice {
  readonly kind: Finding['kind']
  readonly direction: Direction
  readonly where: Where
  /** Where it is and what it is about, in words. */
  readonly place: string
  readonly about: string
  readonly expected: string
  readonly found: string
}

/** What `--json` prints. */
export interface DriftReport {
  readonly stack: string
  /** What the deployment is compared with. */
  readonly comparedWith: 'deployed contract' | 'working tree'
  /** Whether the working tree holds another contract than the deployed one; `null` where that one cannot be had. */
  readonly ahead: boolean | null
  /** Whether the working tree’s contract keeps its own rules. */
  readonly treeIsSound: boolean
  /** A command line that shows what is in the working tree instead; `null` unless the working tree is ahead. */
  readonly aheadCommand: string | null
  readonly inSync: boolean
  /** Addresses of `start --redirect`, which no contract has: they are no difference. */
  readonly redirects: Session['redirects']
  /** What opens comes first. */
  readonly differences: readonly DriftRow[]
  /**
   * A command line that asks CloudFormation to put back all that it made; `null` for the local stack, which puts back
   * everything when it starts again.
   */
  readonly revert: string | null
  /** The version of the AWS SDK whose members are known. */
  readonly knows: string
  /** How many of each were looked at. */
  readonly looked: { readonly pools: number; readonly clients: number; readonly apis: number; readonly routes: number }
}

export interface DriftQuestion extends Situation {
  readonly stack: string
  readonly comparedWith: DriftReport['comparedWith']
  readonly ahead: boolean | null
  readonly treeIsSound: boolean
  readonly redirects: Session['redirects']
  /** What the deployed contract says should be; `undefined` where it cannot be had. */
  readonly deployed: DeployedSystem | undefined
  /** What only the template and the ledger tell. */
  readonly members: readonly Finding[]
}

function adviceOn(finding: Finding, question: DriftQuestion, pending: ReadonlySet<string>): Advice {
  if (pending.has(keyOf(finding))) return deployIt('not deployed yet', question)
  // Of an authorizer or a trigger’s function, which the contract does not name, everybody can tell.
  const isOfContract = Object.hasOwn(differenceKinds, finding.kind)
  if (question.deployed === undefined && isOfContract) {
    return deployIt('changed by hand, or not deployed yet', question)
  }
  return adviceFor(finding, question)
}

/** No plan can be made of a contract that breaks its own rules. */
const aheadCommand = ({ treeIsSound, session }: DriftQuestion): string =>
  treeIsSound ? planCommand({ session }) : 'scopes check'

export function driftReport(question: DriftQuestion): DriftReport {
  const { stack, comparedWith, ahead, treeIsSound, expected, deployed, live, owned } = question
  // Where the tree and the deployed contract differ in the same way, nobody touched anything by hand.
  const pending = new Set(deployed === undefined ? [] : differences(expected, deployed).map(keyOf))
  const rows = [...question.members, ...strangersIn(live, owned), ...differences(expected, live.system)].map(
    (finding): DriftRow => {
      const { kind, direction, where, expected: should, found } = finding
      const told = { place: placeOf(where), about: findingKinds[kind], expected: should, found }
      return { kind, direction, where, ...told, ...adviceOn(finding, question, pending) }
    },
  )
  const { pools, apis } = live.system
  const count = (all: readonly object[]) => all.reduce((sum, each) => sum + Object.keys(each).length, 0)
  return {
    stack,
    comparedWith,
    ahead,
    treeIsSound,
    aheadCommand: ahead === true ? aheadCommand(question) : null,
    inSync: rows.length === 0,
    redirects: question.redirects,
    differences: urgency.flatMap((direction) => rows.filter((row) => row.direction === direction)),
    revert: revertCommand(stack, question),
    knows: sdkVersion,
    looked: {
      pools: Object.keys(pools).length,
      clients: count(Object.values(pools).map(({ clients }) => clients)),
      apis: Object.keys(apis).length,
      routes: count(Object.values(apis).map(({ routes }) => routes)),
    },
  }
}
