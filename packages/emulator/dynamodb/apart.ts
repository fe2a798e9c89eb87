/**
 * A network of its own for the DynamoDB engine, which takes any signature: other users of the machine have no address for
 * it. We reach it through a Unix socket in a folder that is ours alone, behind which a bridge runs in that network.
 */
import { execFileSync } from 'node:child_process'
import { closeSync, openSync, rmSync } from 'node:fs'
import { Agent } from 'node:http'
import { basename, dirname } from 'node:path'

/** Root needs no user namespace, and would lose its right to other people's files in one. */
const namespace = () => [process.getuid?.() === 0 ? '-n' : '-Urn', '/bin/sh', '-c']
/** Before anything runs in it: such a network begins without its loopback. */
const open = 'ip link set lo up'
/** `ip` is often where root alone looks. */
const searched = () => `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin`

/** Whether this machine gives us such a network. Many a container does not, and not every machine has the tools. */
export function canBeApart(): boolean {
  try {
    execFileSync('unshare', [...namespace(), open], { env: { PATH: searched() }, stdio: 'ignore', timeout: 5_000 })
    return true
  } catch {
    return false
  }
}

/** The engine's port in its network, where it is alone. */
export const portApart = 8000

/** The bridge's word that it listens. */
export const bridged = 'bridged'

/** A program of its own, in the socket's folder, that ends with its input. So it refers to nothing that stands around it. */
function bridge(socket: string, port: number, word: string): void {
  const { createServer, connect } = process.getBuiltinModule('node:net')
  const { pipeline } = process.getBuiltinModule('node:stream')
  createServer((ours) => pipeline(ours, connect(port, '127.0.0.1'), ours, () => {})).listen(socket, () =>
    process.stdout.write(word),
  )
  process.stdin.on('end', () => process.exit()).resume()
}

/** How to run a shell's script in a network of its own, where `WATCH` is the bridge. */
export function runApart(script: string, socket: string) {
  // Left by an engine that was killed.
  rmSync(socket, { force: true })
  const program = `(${bridge.toString()})(...${JSON.stringify([basename(socket), portApart, bridged])})`
  return {
    command: 'unshare',
    args: [...namespace(), `${open}; ${script}`],
    cwd: dirname(socket),
    env: { PATH: searched(), NODE: process.execPath, BRIDGE: program, WATCH: '"$NODE" -e "$BRIDGE"' },
  }
}

/** What connects to the socket. */
export function wayTo(socket: string): { readonly agent: Agent; readonly close: () => void } {
  // The system takes no path of a socket that is longer than some hundred characters.
  const folder = openSync(dirname(socket), 'r')
  const options = { keepAlive: true, socketPath: `/proc/self/fd/${folder}/${basename(socket)}` }
  const agent = new Agent(options)
  const close = () => {
    agent.destroy()
    closeSync(folder)
  }
  return { agent, close }
}
