/** Listeners that take their port first and get their work later: whether a port is free shows before anything runs. */
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { SecureContextOptions } from 'node:tls'
import { serverOptions } from '../gateway/index.ts'

/** Answers a request; whatever it returns is not waited for. */
type Serve = (...exchange: Parameters<RequestListener>) => unknown

export interface Listener {
  /** `http://127.0.0.1:<port>`, or with `https`. */
  readonly url: string
  /** Until this is called, every request gets 503: not ready is an outage, never an open door. */
  readonly serve: (listener: Serve) => void
  /** Goes on with another certificate. */
  readonly renew: (secure: SecureContextOptions) => void
  readonly close: () => Promise<void>
}

/**
 * Whether the request is for this port of this machine by name: a web page whose own name was made to lead here (DNS
 * rebinding) counts as of one origin with us, and its browser shows no `Origin` for a GET.
 */
function isOurs(host = '', port: number | undefined, usualPort: number): boolean {
  const found = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::(\d+))?$/i.exec(host)
  return found !== null && Number(found[1] ?? usualPort) === port
}

/** How long a caller may take, in milliseconds. What never ends is cut, with 408. */
interface Patience {
  readonly headersTimeout: number
  /** For the whole of a request. On one machine that is gigabytes. */
  readonly requestTimeout: number
  /** How often the server looks. */
  readonly connectionsCheckingInterval: number
}

const usual: Patience = { headersTimeout: 10_000, requestTimeout: 30_000, connectionsCheckingInterval: 5_000 }

/** Listens on loopback only, with TLS where there is a certificate. 0: any free port. @throws Error of one line when the port is taken. */
export async function listenOn(port: number, secure?: SecureContextOptions, patience = usual): Promise<Listener> {
  let current: Serve = (_, response) => {
    response.writeHead(503, { 'retry-after': '1' }).end()
  }
  const answer: RequestListener = (request, response) => {
    if (!isOurs(request.headers.host, request.socket.localPort, secure === undefined ? 80 : 443)) {
      return void response.writeHead(421, { connection: 'close' }).end()
    }
    void current(request, response)
  }
  const options = { ...serverOptions, ...patience, keepAliveTimeout: 5_000 }
  const over = secure === undefined ? undefined : createSecureServer({ ...options, ...secure }, answer)
  const server = over ?? createServer(options, answer)
  server.listen(port, '127.0.0.1')
  try {
    await once(server, 'listening')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
      throw new Error(
        `Port ${port} is taken. End the program that uses it, or move all ports with \`--port <first port>\``,
        {
          cause: error,
        },
      )
    }
    throw error
  }
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The system named no port')
  return {
    url: `${over === undefined ? 'http' : 'https'}://127.0.0.1:${address.port}`,
    serve: (listener) => {
      current = listener
    },
    renew: (another) => over?.setSecureContext(another),
    close: async () => {
      server.close()
      server.closeAllConnections()
      if (server.listening) await once(server, 'close')
    },
  }
}
