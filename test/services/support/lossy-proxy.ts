/**
 * Between the services and the real database: loses answers after the database acted, holds requests, or lets nothing
 * through.
 */
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { onTestFinished } from 'vitest'

/** What becomes of a request: passed on, acted on with its answer lost, or never seen by the database. */
export type Fate = 'pass' | 'lose-answer' | 'drop'

export interface LossyProxy {
  readonly endpoint: string
  /** Decides by the DynamoDB operation, such as `TransactWriteItems`; a promise holds the request until it is settled. */
  fate: (operation: string) => Fate | Promise<Fate>
}

async function bodyOf(request: IncomingMessage): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array))
  return new Uint8Array(Buffer.concat(chunks))
}

/** Starts a proxy for the running test. */
export async function lossyProxy(upstream: string): Promise<LossyProxy> {
  const server = createServer((request, response) => {
    const serve = async () => {
      const target = String(request.headers['x-amz-target'])
      const body = await bodyOf(request)
      const fate = await proxy.fate(target.split('.').at(-1) ?? '')
      if (fate === 'drop') return void request.socket.destroy()
      const { host: _, connection: __, 'content-length': ___, ...headers } = request.headers
      // The cast is safe: a header that repeats is not among those that the SDK sends.
      const answer = await fetch(upstream, { method: 'POST', headers: headers as Record<string, string>, body })
      const text = await answer.text()
      if (fate === 'lose-answer') return void request.socket.destroy()
      response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(text)
    }
    serve().catch(() => request.socket.destroy())
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('A TCP server has a port')
  const proxy: LossyProxy = { endpoint: `http://127.0.0.1:${address.port}`, fate: () => 'pass' }
  return proxy
}
