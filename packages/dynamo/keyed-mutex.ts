/**
 * A mutex for each key: tasks with one key run one after the other within this process, in the order of their arrival.
 *
 * For speed only, never for correctness: writers of one row that queue here do not fight over its version in the
 * database. Writers in other processes still do, and the conditions of their writes decide.
 */

/** Runs the task when every earlier task with that key has ended, well or badly. */
export type RunExclusively = <T>(key: string, task: () => Promise<T>) => Promise<T>

export function createKeyedMutex(): RunExclusively {
  const tails = new Map<string, Promise<unknown>>()
  return async (key, task) => {
    const result = (tails.get(key) ?? Promise.resolve()).then(task)
    // The next in the queue waits for the end, not for success.
    const tail = result.catch(() => undefined)
    tails.set(key, tail)
    try {
      return await result
    } finally {
      // The last one out removes the key, so that the map holds only keys in use.
      if (tails.get(key) === tail) tails.delete(key)
    }
  }
}
