/**
 * Memoizes what was computed from an object, for as long as the object lives. For pure functions of a contract: a plan
 * asks who holds what a dozen times, and a contract is never written to.
 */

/** The same function, which computes once for each object. */
export function memoize<From extends object, To>(compute: (from: From) => To): (from: From) => To {
  const known = new WeakMap<From, { readonly value: To }>()
  return (from) => {
    const found = known.get(from) ?? { value: compute(from) }
    known.set(from, found)
    return found.value
  }
}
