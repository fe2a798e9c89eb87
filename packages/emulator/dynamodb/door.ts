/**
 * The door before the DynamoDB engine. The engine answers every web page (`access-control-allow-origin: *`) and takes any
 * signature; the door lets no browser through, like those of the other emulated APIs.
 */
import { randomInt } from 'node:crypto'
import { Agent, type RequestListener, request } from 'node:http'

/** The door as what a listener serves, and how to close it. */
export interface Door {
  readonly serve: RequestListener
  readonly close: () => void
}

/** @param endpoint the engine's address */
export function openDoor(endpoint: string): Door {
  const { hostname, port } = new URL(endpoint)
  const agent = new Agent({ keepAlive: true })
  return {
    close: () => agent.destroy(),
    serve: (incoming, outgoing) => {
      const refuse = (status: number, type: string, message: string) => {
        outgoing.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' })
        outgoing.end(JSON.stringify({ __type: `com.amazon.coral.service#${type}`, message }))
      }
      const { method, url: path, headers } = incoming
      if (headers.origin !== undefined) {
        return refuse(403, 'AccessDeniedException', 'The local stack takes no calls to DynamoDB from browsers')
      }
      const passed = request({ hostname, port, method, path, headers, agent }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(outgoing)
        answer.on('error', () => outgoing.destroy())
      })
      passed.on('error', () => {
        if (outgoing.headersSent) outgoing.destroy()
        else refuse(503, 'ServiceUnavailableException', 'The DynamoDB engine does not answer')
      })
      incoming.pipe(passed)
    },
  }
}

/** An address of this machine that a web page cannot guess, where the whole of 127.0.0.0/8 is this machine. */
export const hiddenAddress = (): string =>
  process.platform === 'linux' ? `127.${randomInt(1, 255)}.${randomInt(1, 255)}.${randomInt(1, 255)}` : '127.0.0.1'
