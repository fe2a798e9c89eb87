/**
 * Ends a server without breaking what runs. Node's own `close` waits for every connection that is busy at that moment,
 * and a client that keeps its connection alive leaves it open after its answer: the process would stay, and serve, until
 * the grace is over.
 */
import type { Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/** Ends the server; resolves when the last connection is gone. */
export type Drain = (graceMilliseconds: number) => Promise<void>

/** Follows the server's requests from now on. Call it before the server listens. */
export function drainable(server: Server): Drain {
  /** The last answer of each connection: a listener for each connection costs less than one for each request. */
  const latest = new Map<Socket, ServerResponse>()
  let draining = false
  /** Tells the client that the connection ends with this answer (RFC 9112 §9.6). */
  const sayLast = (response: ServerResponse) => {
    if (!response.headersSent) response.setHeader('connection', 'close')
    // An answer that was on its way when the draining began did not say that it is the last.
    response.once('close', () => setImmediate(() => server.closeIdleConnections()))
  }
  server.on('connection', (socket) => socket.once('close', () => latest.delete(socket)))
  server.on('request', ({ socket }, response) => {
    latest.set(socket, response)
    if (draining) sayLast(response)
  })
  return async (graceMilliseconds) => {
    draining = true
    const cutOff = setTimeout(() => server.closeAllConnections(), graceMilliseconds)
    for (const response of latest.values()) if (!response.closed) sayLast(response)
    await new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeIdleConnections()
    })
    clearTimeout(cutOff)
  }
}
