/**
 * A tap on the line between the servers and the database: it counts what passes and interrupts at an exact point,
 * so that a test can say "when the database has done it and nobody knows yet" instead of hoping to hit that moment.
 */
import { once } from 'node:events'
import { Agent, createServer, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http'

/**
 * Something that happens to one request: `before` the database hears of it, `during` its work, or `after` it answered
 * and before anybody hears the answer.
 */
export interface Interruption {
  readonly moment: 'before' | 'during' | 'after'
  readonly act: () => Promise<void>
  /** Whether the connection is cut then, or the request goes its way. */
  readonly cut: boolean
}

/** Chooses what interrupts a request, by the DynamoDB operation and by how many of that operation came before it. */
export type Choose = (operation: string, earlier: number) => Interruption | undefined

export interface Tap {
  readonly endpoint: string
  /** Sets what interrupts from now on, and counts from zero again. */
  readonly arm: (choose: Choose) => void
  /** Requests of this operation since `arm`. */
  readonly count: (operation: string) => number
  readonly stop: () => Promise<void>
}

interface Passed {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  // The cast is safe: a message without an encoding gives buffers.
  for await (const chunk of message) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

/** Starts a tap in front of the database's port. */
export async function startTap(upstreamPort: number): Promise<Tap> {
  const agent = new Agent({ keepAlive: true })
  const counts = new Map<string, number>()
  let choose: Choose = () => undefined

  const pass = async (headers: IncomingHttpHeaders, body: Buffer): Promise<Passed> => {
    const outgoing = request({ agent, port: upstreamPort, host: '127.0.0.1', method: 'POST', headers })
    outgoing.end(body)
    // The cast is safe: it is what the event carries; `once` rejects on an error.
    const [answer] = (await once(outgoing, 'response')) as [IncomingMessage]
    return { status: answer.statusCode ?? 502, headers: answer.headers, body: await bodyOf(answer) }
  }

  /** The answer to give, or `undefined` when the connection is cut. */
  const handle = async (incoming: IncomingMessage): Promise<Passed | undefined> => {
    const operation = String(incoming.headers['x-amz-target']).split('.').at(-1) ?? ''
    const body = await bodyOf(incoming)
    const earlier = counts.get(operation) ?? 0
    counts.set(operation, earlier + 1)
    const interruption = choose(operation, earlier)
    if (interruption === undefined) return pass(incoming.headers, body)
    const { moment, act, cut } = interruption
    if (moment === 'before') {
      await act()
      return cut ? undefined : pass(incoming.headers, body)
    }
    const passed = pass(incoming.headers, body)
    // The database may be what dies.
    passed.catch(() => {})
    if (moment === 'after') await passed
    await act()
    return cut ? undefined : passed
  }

  const server = createServer((incoming, outgoing) => {
    handle(incoming).then(
      (passed) => {
        if (passed === undefined) incoming.socket.destroy()
        else outgoing.writeHead(passed.status, passed.headers).end(passed.body)
      },
      // What a dead database looks like from afar.
      () => incoming.socket.destroy(),
    )
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('A TCP server has a port')
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    arm: (next) => {
      counts.clear()
      choose = next
    },
    count: (operation) => counts.get(operation) ?? 0,
    stop: async () => {
      agent.destroy()
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}
