/** Whose process made a request: other users of the machine reach loopback too, and are shown no code and no password. */
import { readFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import type { Context } from 'hono'

/** 127.0.0.1 as the kernel writes it on little-endian machines, also inside of an IPv6 address. */
const loopback = '0100007F'

/**
 * Whether the user who runs the stack made the request, or root. The kernel's list of sockets says so, on Linux; where
 * there is none, the answer is no.
 */
export function fromOwnUser({ env }: Context): boolean {
  // Safe: the server's adapter puts this there, and without it the answer is no.
  const socket = (env as { readonly incoming?: IncomingMessage } | undefined)?.incoming?.socket
  if (socket?.remoteAddress !== '127.0.0.1') return false
  const [client, server] = [endOf(socket.remotePort), endOf(socket.localPort)]
  const row = ['tcp', 'tcp6'].flatMap(socketsIn).find(([, at, to]) => at?.endsWith(client) && to?.endsWith(server))
  const user = row?.[7]
  return user === '0' || (user !== undefined && Number(user) === process.getuid?.())
}

const endOf = (port = 0): string => `${loopback}:${port.toString(16).toUpperCase().padStart(4, '0')}`

/** Fields of each row: number, own address, other address, …, user (proc(5)). */
function socketsIn(table: string): readonly (readonly string[])[] {
  try {
    return readFileSync(`/proc/net/${table}`, 'utf8')
      .split('\n')
      .map((row) => row.trim().split(/\s+/))
  } catch {
    return []
  }
}
