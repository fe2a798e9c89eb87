/**
 * Ends a server without breaking what runs. Node's own `close` waits for every connection that is busy at that moment,
 * and a client that keeps its connection alive leaves it open after its answer: the process would stay, and serve, until
 * the grace is over.
 */
import type { Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

export interface Drain {
  /** A request has come: where its answer is the connection's last one, it says so. */
  readonly begin: (response: ServerResponse) => void
  /** The answer is still to come. */
  readonly wait: (response: ServerResponse) => void
  /** Ends the server; resolves when the last connection is gone. */
  readonly end: (graceMilliseconds: number) => Promise<void>
}

/** Call `begin` and `wait` for each request. */
export function drainable(server: Server): Drain {
  /** The last answer of each connection that had to be waited for. */
  const latest = new Map<Socket, ServerResponse>()
  let draining = false
  /** Tells the client that the connection ends with this answer (RFC 9112 §9.6). */
  const sayLast = (response: ServerResponse) => {
    if (!response.headersSent) response.setHeader('connection', 'close')
    // An answer that was on its way when the draining began did not say that it is the last.
    response.once('close', () => setImmediate(() => server.closeIdleConnections()))
  }
  server.on('connection', (socket) => socket.once('close', () => latest.delete(socket)))
  return {
    begin: (response) => {
      if (draining) sayLast(response)
    },
    wait: (response) => {
      if (response.socket !== null) latest.set(response.socket, response)
    },
    end: async (graceMilliseconds) => {
      draining = true
      const cutOff = setTimeout(() => server.closeAllConnections(), graceMilliseconds)
      for (const response of latest.values()) if (!response.closed) sayLast(response)
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeIdleConnections()
      })
      clearTimeout(cutOff)
    },
  }
}
