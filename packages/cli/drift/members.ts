/** Members of AWS’s answers that no contract knows: doors, and what the deployed template says of settings. */
import { type Door, isClosed, namesIn, type ThingName, things, valuesAt } from '@scopegate/analysis/ledger/index'
import { sameJson } from '@scopegate/analysis/same-json'
import { quoted } from '@scopegate/contract/quoted'
import type { Template } from '@scopegate/template'
import { isTable } from '@scopegate/template'
import type { Finding } from './finding.ts'

/** What AWS said of one thing. */
export interface Fact {
  readonly thing: ThingName
  readonly where: Finding['where']
  /** Its id in AWS, and that of the pool or API that it is part of. */
  readonly id: string
  readonly of?: string
  readonly said: unknown
}

/** Things that open something by being there, whoever made them. */
const opensAlone: ReadonlySet<ThingName> = new Set(['identity provider', 'stage', 'judgement of risk'])

/** A member is compared with the template; where that says nothing, a door is to be closed. What somebody made besides, others report. */
export function memberFindings(
  facts: readonly Fact[],
  template: Template,
  ids: ReadonlyMap<string, string>,
): readonly Finding[] {
  const keyOf = (type: string, of: string | undefined, id: string | undefined) => JSON.stringify([type, of ?? '', id])
  const made = new Map(
    Object.entries(template.Resources).map(([logicalId, { Type, Properties }]) => {
      const owner = [Properties['ApiId'], Properties['UserPoolId']].find(isTable)?.['Ref']
      const of = ids.get(String(owner))
      return [
        keyOf(
          Type,
          of,
          ids
            .get(logicalId)
            ?.split('|')
            .findLast((part) => part !== of),
        ),
        Properties,
      ]
    }),
  )
  const isSame = (stated: unknown, value: unknown): boolean => {
    if (!isTable(stated)) return String(stated) === String(value)
    const [function_ = '', target] = Object.entries(stated)[0] ?? []
    if (function_ !== 'Ref' && !function_.startsWith('Fn::')) return sameJson(stated, value)
    const id = ids.get(String([target].flat()[0]))
    // An ARN ends with the id. What else only CloudFormation can work out, counts as the same.
    return (
      id === undefined || [':', '/'].some((sign) => `:${String(value).replace(/:\*$/, '')}`.endsWith(`${sign}${id}`))
    )
  }
  return facts.flatMap((fact) => {
    const { type = '', compared, doors = [] } = things[fact.thing] ?? {}
    const stated = made.get(keyOf(type, fact.of, fact.id))
    if (stated === undefined && !opensAlone.has(fact.thing)) return []
    const watched = doors.filter(({ drift }) => drift === 'door_open')
    return [
      ...namesIn(compared).map((member) => ({ member, door: undefined })),
      ...watched.map((door) => ({ member: door.member, door })),
    ].flatMap(({ member, door }) => {
      const [live, should] = [valuesAt(fact.said, member), valuesAt(stated, door?.property?.[0] ?? member)]
      return differs(live, should, door, isSame) ? [findingOf(fact, member, door, live, should)] : []
    })
  })
}

function differs(
  live: readonly unknown[],
  stated: readonly unknown[],
  door: Door | undefined,
  isSame: (stated: unknown, value: unknown) => boolean,
): boolean {
  const isStated = (value: unknown) => stated.some((each) => isSame(each, value))
  if (door === undefined) {
    return (
      stated.length > 0 && !(live.every(isStated) && stated.every((each) => live.some((value) => isSame(each, value))))
    )
  }
  if (live.length === 0) return stated.length > 0 && door.property === undefined
  const isAllowed = door.property !== undefined && stated.includes(door.property[1])
  return !isAllowed && !live.every((value) => isStated(value) || isClosed(door, value))
}

function findingOf(
  { thing, where, id }: Fact,
  member: string,
  door: Door | undefined,
  live: readonly unknown[],
  stated: readonly unknown[],
): Finding {
  const say = (values: readonly unknown[]) =>
    values.length === 0
      ? 'nothing'
      : quoted(values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))))
  const should = stated.some(isTable)
    ? 'what the template says'
    : say(stated.length > 0 ? stated : (door?.closed ?? []))
  return {
    kind: door === undefined ? 'setting' : 'door_open',
    direction: 'opens',
    where,
    expected: `\`${member}\` of the ${thing}${where.in === 'api' ? ` \`${id}\`` : ''} says ${should}`,
    found: `it says ${say(live)}${door === undefined ? '' : `. ${door.why}`}`,
  }
}
