/** Plain HTTP for tests: `fetch` tidies up paths and headers, and these tests are about the untidy ones. */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestListener, request, type ServerOptions } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface PlainAnswer {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

export interface PlainRequest {
  readonly method?: string
  /** An array sends the header several times. */
  readonly headers?: Record<string, string | string[]>
  readonly body?: string | Buffer
}

/** Sends exactly this path. */
export async function call(origin: string, path: string, options: PlainRequest = {}): Promise<PlainAnswer> {
  const { hostname, port } = new URL(origin)
  const { method = 'GET', headers = {}, body } = options
  const outgoing = request({ hostname, port, path, method, headers, agent: false })
  // A server may refuse before it has read everything; its answer counts, not the broken pipe.
  outgoing.on('error', () => {})
  outgoing.end(body)
  // Safe: `response` is emitted with the message.
  const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage]
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  return { status: incoming.statusCode ?? 0, headers: incoming.headers, body: Buffer.concat(chunks).toString() }
}

/** Serves the listener on a free port until `stop`. */
export async function listen(listener: RequestListener, options: ServerOptions = {}) {
  const server = createServer(options, listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  // Safe: a server that listens on a port has an address.
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const stop = async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
  return { url, stop }
}
