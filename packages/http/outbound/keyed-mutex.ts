/**
 * Lanes: tasks of one name run one after the other within this process, in the order of their arrival.
 *
 * For speed only, never for correctness: writers of one deposit that queue here do not fight over its version in
 * the database. Writers in other processes still do, and the conditions of their writes decide.
 *
 * @module
 */

/** Runs the task when every earlier task of that name has ended, well or badly. */
export type RunInLane = <T>(name: string, task: () => Promise<T>) => Promise<T>

export function createLanes(): RunInLane {
  const tails = new Map<string, Promise<unknown>>()
  return async (name, task) => {
    const result = (tails.get(name) ?? Promise.resolve()).then(task)
    // The next in the lane waits for the end, not for success.
    const tail = result.catch(() => undefined)
    tails.set(name, tail)
    try {
      return await result
    } finally {
      // The last one out takes the lane away, so that the map holds only lanes in use.
      if (tails.get(name) === tail) tails.delete(name)
    }
  }
}
