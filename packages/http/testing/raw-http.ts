/** HTTP as bytes: clients normalize paths and join headers, and the tests of odd requests must send just those. */
import { connect } from 'node:net'

/** An answer, split. */
export interface RawAnswer {
  readonly status: number
  /** The head in lower case. */
  readonly head: string
  readonly body: string
}

/** Sends the text as it is and reads until the server closes. Ask for `Connection: close`. */
export function sendRaw(port: number, text: string): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(Buffer.from(text, 'latin1')))
    let answer = ''
    socket.setEncoding('utf8')
    socket.on('data', (chunk: string) => {
      answer += chunk
    })
    socket.on('error', reject)
    socket.on('close', () => {
      const [head = '', ...body] = answer.split('\r\n\r\n')
      resolve({ status: Number(head.split(' ')[1]), head: head.toLowerCase(), body: body.join('\r\n\r\n') })
    })
  })
}

/** A request with these header lines. */
export const requestText = (target: string, lines: readonly string[] = [], method = 'GET'): string =>
  [`${method} ${target} HTTP/1.1`, 'Host: 127.0.0.1', 'Connection: close', ...lines, '', ''].join('\r\n')
