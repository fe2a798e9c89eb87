/** The report of `drift` as text. */
import type { Direction } from '@scopegate/analysis/deployed/compare'
import type { Style } from '../program/style.ts'
import { redirectLines } from './redirects.ts'
import type { DriftReport, DriftRow } from './report.ts'
import { harmless } from './words.ts'

function aheadLine({ aheadCommand, treeIsSound }: DriftReport): string {
  if (aheadCommand === null) return ''
  const shows = `\`${harmless(aheadCommand)}\` shows`
  const more = treeIsSound ? `: ${shows} how` : `, and breaks rules of its own: ${shows} which`
  return `The working tree is ahead of the deployment${more}.\n\n`
}

const counted = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`

export function renderDrift(report: DriftReport, style: Style): string {
  const { differences: rows, comparedWith, looked } = report
  const yardstick = comparedWith === 'deployed contract' ? 'the contract that was deployed' : 'the working tree'
  const first = aheadLine(report)
  if (rows.length === 0) {
    const pools = counted(looked.pools, 'user pool', 'user pools')
    const clients = counted(looked.clients, 'app client', 'app clients')
    const apis = counted(looked.apis, 'API', 'APIs')
    const routes = counted(looked.routes, 'route', 'routes')
    return `${first}${style.good('In sync')}: ${pools} with ${clients} and ${apis} with ${routes} are as ${yardstick} says.\n${knows(report)}`
  }
  const opens = rows.filter(({ direction }) => direction === 'opens').length
  const more = opens === 0 ? 'none opens anything' : `${opens} ${opens === 1 ? 'opens' : 'open'} something`
  const heading = `${style.bad(counted(rows.length, 'difference', 'differences'))} from ${yardstick}; ${more}.\n`
  return `${first}${heading}\n${rows.map((row) => paragraph(row, style)).join('\n')}\n${ending(report)}`
}

const knows = ({ knows: version, redirects }: DriftReport) =>
  `${redirectLines(redirects)}Settings that AWS added after its SDK ${version} are unknown to this check.\n`

const marks: Readonly<Record<Direction, keyof Style>> = { opens: 'bad', closes: 'strong', differs: 'faint' }

function paragraph(row: DriftRow, style: Style): string {
  const { direction, place, about, expected, found, who, cause, act, command } = row
  const was = cause === 'not deployed yet' ? 'it is not deployed yet' : `it was ${cause.replace('or not', 'or is not')}`
  const lines = [
    `${style[marks[direction]](direction.padEnd(7))}  ${harmless(place)}: ${about}`,
    `         should be  ${harmless(expected)}`,
    `         is         ${harmless(found)}`,
    `         who acts   ${who}: ${was}`,
    `         how        ${harmless(act)}`,
    ...(command === null ? [] : [`         $ ${harmless(command)}`]),
  ]
  return `${lines.join('\n')}\n`
}

function ending(report: DriftReport): string {
  const { differences: rows, revert } = report
  const [{ command } = { command: null }] = rows.filter(({ who }) => who === 'ops, by a deployment')
  const byHand = rows.some(({ who }) => who !== 'ops, by a deployment')
  if (!byHand && command !== null) return `Next: type \`${harmless(command)}\`\n`
  const local = 'A restart of the local stack puts back all of it, but for secrets of app clients.\n'
  if (revert === null) return `${local}${knows(report)}Next: put back what opens first\n`
  return `A deployment of the same template puts nothing of this back: CloudFormation changes what its template changed.
It can be asked to put back what it made, as AWS documents it and as nobody here has tried; read the change set before you execute it:
  $ ${revert}
Not with \`update-user-pool\` or \`update-user-pool-client\`: they set back whatever they are not given.
${knows(report)}Next: put back what opens first
`
}
