/** Properties that the ledger does not know, or knows as a door and finds open. */
import { isTable } from '@scopegate/template'
import type { TemplateMember } from '../deployed/template.ts'
import { isClosed, type Known, ofTypes, valuesAt } from '../ledger/index.ts'
import type { Reader } from './resources.ts'

/** The paths of what is not known. An intrinsic function leaves the property to the deployment, which RS065 reports. */
function unknownIn(value: unknown, known: Known, path: readonly string[] = []): readonly string[] {
  if (Array.isArray(value)) return [...new Set(value.flatMap((entry) => unknownIn(entry, known, path)))]
  if (!isTable(value) || (known.size === 0 && path.length > 0)) return []
  return Object.entries(value).flatMap(([name, inner]) => {
    if (name === 'Ref' || name.startsWith('Fn::')) return []
    const below = known.get(name) ?? known.get('*')
    const here = [...path, name]
    return below === undefined ? [here.join('.')] : unknownIn(inner, below, here)
  })
}

export const readMembers = (reader: Reader): readonly TemplateMember[] =>
  reader.all.flatMap(({ type, place, properties }) => {
    const { known, doors } = ofTypes.get(type) ?? { known: undefined, doors: new Map() }
    if (known === undefined) return []
    const opened = [...doors].filter(
      ([property, door]) =>
        door.rule === 'RS090' && valuesAt(properties, property).some((value) => !isClosed(door, value)),
    )
    return [
      ...opened.map(([property, { why }]) => ({ resource: place, property, why })),
      ...unknownIn(properties, known).map((property) => ({ resource: place, property, why: undefined })),
    ]
  })
