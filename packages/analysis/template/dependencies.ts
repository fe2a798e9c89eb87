/** What CloudFormation makes before a resource: whatever it refers to or says that it depends on, and what those do. */
import { isTable } from '@scopegate/template'
import type { Found } from './resources.ts'

/** The logical ids that a value refers to, anywhere inside. */
function referencesIn(value: unknown, found: Set<string>): void {
  if (Array.isArray(value)) {
    for (const entry of value) referencesIn(entry, found)
    return
  }
  if (!isTable(value)) return
  const { Ref, 'Fn::GetAtt': attribute, 'Fn::Sub': pattern } = value
  if (typeof Ref === 'string') found.add(Ref)
  if (Array.isArray(attribute)) found.add(String(attribute[0]))
  else if (typeof attribute === 'string') found.add(attribute.split('.')[0] ?? '')
  const template: unknown = Array.isArray(pattern) ? pattern[0] : pattern
  if (typeof template === 'string') {
    for (const [, name = ''] of template.matchAll(/\$\{([^!.}]+)/g)) found.add(name)
  }
  for (const inner of Object.values(value)) referencesIn(inner, found)
}

/** The logical ids, in its own stack, of everything that is made before the resource. */
export function madeBefore({ stack, logicalId }: Found): ReadonlySet<string> {
  const seen = new Set<string>()
  const open = [logicalId]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const resource = stack.template.Resources[next]
    if (resource === undefined) continue
    const { DependsOn = [], Properties } = resource
    const direct = new Set(typeof DependsOn === 'string' ? [DependsOn] : DependsOn)
    referencesIn(Properties, direct)
    for (const name of direct) {
      if (seen.has(name)) continue
      seen.add(name)
      open.push(name)
    }
  }
  return seen
}
