/**
 * Ends a server without breaking what runs. Node's own `close` waits for every connection that is busy at that moment,
 * and a client that keeps its connection alive leaves it open after its answer: the process would stay, and serve, until
 * the grace is over.
 */
import type { Server, ServerResponse } from 'node:http'

/** Ends the server; resolves when the last connection is gone. */
export type Drain = (graceMilliseconds: number) => Promise<void>

/** Follows the server's requests from now on. Call it before the server listens. */
export function drainable(server: Server): Drain {
  const running = new Set<ServerResponse>()
  let draining = false
  /** Tells the client that the connection ends with this answer (RFC 9112 §9.6). */
  const sayLast = (response: ServerResponse) => {
    if (!response.headersSent) response.setHeader('connection', 'close')
  }
  server.on('request', (_, response) => {
    running.add(response)
    if (draining) sayLast(response)
    response.once('close', () => {
      running.delete(response)
      // An answer that was on its way when the draining began did not say that it is the last.
      if (draining) setImmediate(() => server.closeIdleConnections())
    })
  })
  return async (graceMilliseconds) => {
    draining = true
    const cutOff = setTimeout(() => server.closeAllConnections(), graceMilliseconds)
    for (const response of running) sayLast(response)
    await new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeIdleConnections()
    })
    clearTimeout(cutOff)
  }
}
