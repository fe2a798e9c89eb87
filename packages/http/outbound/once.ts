/** What is loaded when it is first needed: all who ask share it, and one that failed is tried again by whoever asks next. */
export function loadedOnce<T>(load: () => Promise<T>): () => Promise<T> {
  let loaded: Promise<T> | undefined
  return () => {
    loaded ??= load().catch((error: unknown) => {
      // A rejected promise that stays would refuse everyone until the process ends.
      loaded = undefined
      throw error
    })
    return loaded
  }
}
