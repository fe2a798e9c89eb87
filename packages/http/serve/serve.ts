/** The application as a Node HTTP server, for one machine without a gateway in front. */
import {
  createServer,
  type ServerOptions as HttpOptions,
  type Server as HttpServer,
  type IncomingMessage,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener, RequestError } from '@hono/node-server'
import { headerLimitBytes } from '@scopegate/contract'
import type { App } from '../app/app.ts'
import { problemOf } from '../app/frame.ts'
import { Problem } from '../problem.ts'
import { drainable } from './drain.ts'

export interface ServeOptions {
  /** The address to listen on; 127.0.0.1 unless given, because the protocol is plain http. */
  readonly hostname?: string
  /** Milliseconds that running requests get after `close`. */
  readonly graceMilliseconds?: number
}

/** A server that listens. */
export interface Server {
  /** The port, also when 0 was asked for. */
  readonly port: number
  /** Takes no new requests, lets running ones end, and cuts off those that outlast the grace. */
  readonly close: () => Promise<void>
}

/** Bounds what one connection can hold. The header limit is the HTTP API's (aws-facts §D.2). */
const limits: HttpOptions = {
  maxHeaderSize: headerLimitBytes,
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 5_000,
  requireHostHeader: true,
}

function listen(server: HttpServer, port: number, hostname: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, hostname, () => {
      server.off('error', reject)
      // The cast is safe: a server that listens on a TCP port has an AddressInfo.
      resolve((server.address() as AddressInfo).port)
    })
  })
}

/** Serves the application. @param port 0 takes a free one. @throws when the port is not free */
export async function serveApp(app: App, port: number, options: ServeOptions = {}): Promise<Server> {
  const { hostname = '127.0.0.1', graceMilliseconds = 10_000 } = options
  const server = createServer(limits)
  const drain = drainable(server)
  // The adapter makes the `Request` before it first waits, so that what fails there is about this one.
  let arriving: IncomingMessage | undefined
  /** A request that cannot become a `Request` (backslash in the path, bad host) is answered and logged like any other. */
  const errorHandler = async (error: unknown): Promise<Response> => {
    const detail = 'Send a plain path and a valid `Host` header'
    const fault = error instanceof RequestError ? new Problem('path_refused', { detail }) : problemOf(error)
    return app.fetch(new Request('http://localhost/'), { ...(arriving && { incoming: arriving }), fault })
  }
  const listener = getRequestListener((request, env) => app.fetch(request, env), { errorHandler })
  server.on('request', (incoming, outgoing) => {
    drain.begin(outgoing)
    arriving = incoming
    // What Node cannot write, such as a header of a problem with a character that is none of Latin-1, ends one request and no more.
    listener(incoming, outgoing).catch(() => {
      if (outgoing.headersSent) outgoing.destroy()
      else outgoing.writeHead(500, 'Internal Server Error').end()
    })
    arriving = undefined
    if (!outgoing.writableEnded) drain.wait(outgoing)
  })
  const bound = await listen(server, port, hostname)
  return { port: bound, close: () => drain.end(graceMilliseconds) }
}
