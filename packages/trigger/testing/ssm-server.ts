/**
 * AWS Systems Manager's GetParameter over loopback HTTP (JSON 1.1 protocol), so that the tests run the real SDK client
 * with its signing, retries and time limits, and can make the service fail.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

/** How the service behaves from now on. */
export type Behaviour =
  | { readonly kind: 'value'; readonly value: string }
  | { readonly kind: 'error'; readonly status: number; readonly type: string }
  | { readonly kind: 'text'; readonly text: string }
  /** Takes the request and never answers. */
  | { readonly kind: 'hang' }
  /** Sends the head and half of the body, and no more. */
  | { readonly kind: 'stall' }
  | { readonly kind: 'drop' }

/** A running service; leaving its scope stops it. */
export interface SsmServer {
  readonly url: string
  /** Every request, oldest first: the parameter that it named. */
  readonly requests: readonly string[]
  /** The behaviours of the next requests, one each; the last one stays. */
  behave(...behaviours: readonly [Behaviour, ...Behaviour[]]): void
  [Symbol.asyncDispose](): Promise<void>
}

const jsonType = { 'content-type': 'application/x-amz-json-1.1' }

/** Starts the service on a free port. */
export async function startSsm(...first: readonly [Behaviour, ...Behaviour[]]): Promise<SsmServer> {
  const requests: string[] = []
  let queue: readonly Behaviour[] = first
  const server = createServer((request, response) => void serve(request, response))

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request)
    const signed = request.headers.authorization?.startsWith('AWS4-HMAC-SHA256 ') ?? false
    if (!signed || request.headers['x-amz-target'] !== 'AmazonSSM.GetParameter') {
      response.writeHead(400, jsonType).end(JSON.stringify({ __type: 'UnknownOperationException' }))
      return
    }
    // Safe: the SDK's own serializer wrote it.
    const { Name } = JSON.parse(body) as { Name: string }
    requests.push(Name)
    const [behaviour] = queue
    if (queue.length > 1) queue = queue.slice(1)
    if (behaviour !== undefined) answer(behaviour, Name, response)
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // Safe: a listening TCP server has an address of this kind.
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    behave: (...behaviours) => {
      queue = behaviours
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function answer(behaviour: Behaviour, name: string, response: ServerResponse): void {
  switch (behaviour.kind) {
    case 'value': {
      const parameter = { Name: name, Type: 'String', Value: behaviour.value, Version: 1 }
      response.writeHead(200, jsonType).end(JSON.stringify({ Parameter: parameter }))
      return
    }
    case 'error':
      response.writeHead(behaviour.status, jsonType).end(JSON.stringify({ __type: behaviour.type, message: 'No' }))
      return
    case 'text':
      response.writeHead(200, jsonType).end(behaviour.text)
      return
    case 'stall':
      response.writeHead(200, { ...jsonType, 'content-length': '1000' }).write('{"Parameter":')
      return
    case 'drop':
      response.destroy()
      return
    case 'hang':
      return
  }
}
