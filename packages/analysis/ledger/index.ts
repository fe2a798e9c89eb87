/** The ledger: every member of the SDK’s shapes that Scopegate’s resources have, and what each is to it. */
import { apiThings } from './api.ts'
import { clientThings } from './client.ts'
import { otherThings } from './others.ts'
import { poolThings } from './pool.ts'
import { type Door, namesIn, type Thing } from './row.ts'

export { type Door, isClosed, namesIn, type Plain, type Thing, valuesAt } from './row.ts'

/** The version of the AWS SDK whose members are classed. Those of later versions nobody looked at. */
export const sdkVersion = '3.1169.0'

/** By what a thing is called in a sentence. */
export const things: Readonly<Record<string, Thing>> = { ...poolThings, ...clientThings, ...apiThings, ...otherThings }

/** The things of whose members the SDK and drift know. */
export type ThingName = keyof typeof poolThings | keyof typeof clientThings | keyof typeof apiThings

/** Each member that is classed, with its class; twice, when it stands twice. */
export const classed = ({ compared, own, harmless = {}, reported, doors = [] }: Thing) => [
  ...[compared, own].flatMap(namesIn).map((name) => [name, 'used'] as const),
  ...[reported, ...Object.values(harmless)].flatMap(namesIn).map((name) => [name, 'harmless'] as const),
  ...doors.map(({ member }) => [member, 'door'] as const),
]

/** The properties of a template that the ledger knows, as a tree; an empty one is known with all that is in it. */
export interface Known extends ReadonlyMap<string, Known> {}

function treeOf(paths: readonly string[]): Known {
  const heads = Map.groupBy(paths, (path) => path.split('.')[0] ?? '')
  const below = (head: string, all: readonly string[]) =>
    all.filter((path) => path !== head).map((path) => path.slice(head.length + 1))
  return new Map([...heads].map(([head, all]) => [head, treeOf(below(head, all))]))
}

/** By CloudFormation type: the properties that are known, and the doors among them. */
export const ofTypes: ReadonlyMap<string, { readonly known: Known; readonly doors: ReadonlyMap<string, Door> }> =
  new Map(
    [...Map.groupBy(Object.values(things), ({ type }) => type)].map(([type, all]) => {
      // What no template can state has `RS091`, which reports it should it stand there after all.
      const doors = all.flatMap((thing) => thing.doors ?? []).filter(({ rule }) => rule !== 'RS091')
      const texts = all.flatMap((thing) => [
        thing.compared,
        thing.own,
        thing.properties,
        ...Object.values(thing.harmless ?? {}),
      ])
      const byProperty = new Map(doors.map((door) => [door.property?.[0] ?? door.member, door]))
      return [type, { known: treeOf([...texts.flatMap(namesIn), ...byProperty.keys()]), doors: byProperty }]
    }),
  )
