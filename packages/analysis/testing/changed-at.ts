/** A copy of a contract with some places changed, to break it in a test. */

/** Keys down to a field, and what to write there; `undefined` takes the field away. */
export type Edit = readonly [path: readonly string[], value: unknown]

/** The contract with the edits made, in order, in a copy. Not type-checked, like a contract that Node loads. */
export function changedAt<Unchanged extends object>(contract: Unchanged, edits: readonly Edit[]): Unchanged {
  const copy = structuredClone(contract)
  for (const [path, value] of edits) {
    const steps = [...path]
    const last = steps.pop() ?? ''
    // The casts are safe: each place stands in the contract, or the test does not see the fault that it expects.
    const parent = steps.reduce(
      (node, step) => node[step] as Record<string, unknown>,
      copy as unknown as Record<string, unknown>,
    )
    if (value === undefined) delete parent[last]
    else parent[last] = value
  }
  return copy
}
