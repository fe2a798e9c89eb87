/** Lists whose order and repetitions mean nothing. */

/** What stands in one of the two alone. */
export function compareLists<T>(before: readonly T[], after: readonly T[]) {
  const [old, young] = [new Set(before), new Set(after)]
  return {
    added: [...young].filter((each) => !old.has(each)),
    removed: [...old].filter((each) => !young.has(each)),
  }
}
