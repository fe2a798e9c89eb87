/**
 * Claims as the authorizer hands them to the function: every one of them text (measured, aws-facts §E.3).
 *
 * Numbers and booleans as their text; arrays as `[a b]`, without quotes; objects as Go prints a map, `map[k:v]`
 * (measured, two captures); a null is left out. Go sorts a map's keys (general knowledge). Large and decimal numbers
 * are unknown (aws-facts §E.3). None of this can be read back without loss, which is why the services never read it.
 *
 * @module
 */

export function stringifyClaims(claims: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(claims).flatMap(([name, value]) =>
      value === null || value === undefined ? [] : [[name, goText(value)]],
    ),
  )
}

function goText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(goText).join(' ')}]`
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries({ ...value }).sort(([a], [b]) => (a < b ? -1 : 1))
    return `map[${entries.map(([key, entry]) => `${key}:${goText(entry)}`).join(' ')}]`
  }
  // Safe: what JSON can hold besides arrays, objects and null. Inside arrays and maps Go prints a nil so (general knowledge).
  return value === null ? '<nil>' : `${value as string | number | boolean}`
}
