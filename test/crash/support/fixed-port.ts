/** Ports that stay the same while the process behind them dies and comes back. */
import { once } from 'node:events'
import { createServer } from 'node:net'

/**
 * A free port below the range that Linux takes local ends of connections from (32768 and up). In that range another
 * connection could take the port while its owner is dead, and a caller who connects to it could reach itself.
 */
export async function fixedPort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000)
    const probe = createServer().listen(port, '127.0.0.1')
    const free = await Promise.race([once(probe, 'listening').then(() => true), once(probe, 'error').then(() => false)])
    if (!free) continue
    probe.close()
    await once(probe, 'close')
    return port
  }
}
