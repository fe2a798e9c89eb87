/** A free port of this machine. */
import { createServer } from 'node:net'

/** Free a moment ago: another process may take it before you do, so be ready to try again. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => {
        if (address === null || typeof address === 'string') reject(new Error('The system named no free port'))
        else resolve(address.port)
      })
    })
  })
}
