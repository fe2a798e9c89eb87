/** Where the values of a resource's properties stand. */

/** The paths of all values, with `[]` for each index. An intrinsic function is one value. */
export function leavesOf(value: unknown, path = ''): readonly string[] {
  if (Array.isArray(value)) return [...new Set(value.flatMap((entry) => leavesOf(entry, `${path}[]`)))]
  if (typeof value !== 'object' || value === null) return [path]
  const entries = Object.entries(value)
  const [name = ''] = entries[0] ?? []
  if (entries.length === 1 && (name === 'Ref' || name.startsWith('Fn::'))) {
    return entries[0]?.[1] === 'AWS::NoValue' ? [] : [path]
  }
  return entries.flatMap(([key, entry]) => leavesOf(entry, path === '' ? key : `${path}.${key}`))
}
