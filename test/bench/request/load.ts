/**
 * Sends requests over connections that stay open, one at a time on each, with as little work as possible: the load shares
 * the machine with the server. An answer with another status than the wanted one ends the measurement.
 */
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/** Requests of one kind. */
export interface Load {
  readonly path: string
  readonly status: number
  /** The body of an answer with 200. */
  readonly body: string
  /** The token of a request, or none. */
  readonly token: (index: number) => string | undefined
}

const connections = 16

/** @returns whether the text is the whole answer; what is more than that is a fault, since nothing else was asked for */
function isWhole(text: string): boolean {
  const end = text.indexOf('\r\n\r\n')
  if (end === -1) return false
  const head = text.slice(0, end)
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1]
  if (length !== undefined) return text.length >= end + 4 + Number(length)
  return /\r\ntransfer-encoding: *chunked/i.test(head) && text.endsWith('0\r\n\r\n')
}

export interface Connections {
  /** Sends so many requests. @returns the milliseconds until the last answer @throws Error at an unexpected answer */
  readonly send: (load: Load, count: number, first: number) => Promise<number>
  readonly close: () => void
}

export async function openConnections(port: number): Promise<Connections> {
  const sockets = Array.from({ length: connections }, () => connect({ port, host: '127.0.0.1', noDelay: true }))
  await Promise.all(sockets.map((socket) => once(socket.setEncoding('latin1'), 'connect')))
  return {
    send: async (load, count, first) => {
      let next = first
      const take = () => (next < first + count ? next++ : undefined)
      const began = performance.now()
      await Promise.all(sockets.map((socket) => drive(socket, load, take)))
      return performance.now() - began
    },
    close: () => {
      for (const socket of sockets) socket.destroy()
    },
  }
}

function drive(socket: Socket, load: Load, take: () => number | undefined): Promise<void> {
  const wanted = `HTTP/1.1 ${load.status} `
  return new Promise((resolve, reject) => {
    let answer = ''
    const finish = (fault?: string) => {
      socket.removeAllListeners('data').removeAllListeners('close').removeAllListeners('error')
      if (fault === undefined) resolve()
      else reject(new Error(`${load.path}: ${fault}`))
    }
    const ask = () => {
      const index = take()
      if (index === undefined) return finish()
      const token = load.token(index)
      const credentials = token === undefined ? '' : `authorization: Bearer ${token}\r\n`
      socket.write(`GET ${load.path} HTTP/1.1\r\nhost: 127.0.0.1\r\naccept: */*\r\n${credentials}\r\n`, 'latin1')
    }
    socket.on('error', ({ message }) => finish(message))
    socket.on('close', () => finish('the connection was closed'))
    socket.on('data', (chunk: string) => {
      answer += chunk
      if (!isWhole(answer)) return
      if (!answer.startsWith(wanted)) return finish(`wanted ${load.status} and got ${answer.slice(9, 12)}`)
      if (load.status === 200 && !answer.endsWith(load.body) && !answer.includes(`${load.body}\r\n0\r\n`))
        return finish('the body is another')
      answer = ''
      ask()
    })
    ask()
  })
}
