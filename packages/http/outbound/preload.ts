/** What the first caller with a token is going to need: loaded while the token is checked, and for no one else. */

const waiting = new Set<() => Promise<unknown>>()

/** Has it loaded then. A load that fails is tried again by whoever needs it. */
export function preload(load: () => Promise<unknown>): void {
  waiting.add(load)
}

/** Loads what waits. The rest of the turn comes first: the request for the keys is on its way by then. */
export function startPreloads(): void {
  if (waiting.size === 0) return
  const loads = [...waiting]
  waiting.clear()
  setImmediate(() => {
    for (const load of loads) load().catch(() => undefined)
  })
}
