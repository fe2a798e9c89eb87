/** Free ports in a row, for tests of a stack whose ports follow each other. */
import { freePort } from '../ports/free-port.ts'
import { type Listener, listenOn } from '../ports/listeners.ts'

/** The first of several free ports in a row. */
export async function freePorts(count: number): Promise<number> {
  for (;;) {
    const first = await freePort()
    const taken: Listener[] = []
    try {
      for (let offset = 0; offset < count; offset++) taken.push(await listenOn(first + offset))
      return first
    } catch {
      // One of them is not free: look elsewhere.
    } finally {
      await Promise.all(taken.map((listener) => listener.close()))
    }
  }
}
