/**
 * `services/server.ts` as its own process: all services on one machine, with no gateway in front.
 *
 * @module
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const entry = fileURLToPath(new URL('../../services/server.ts', import.meta.url))

export interface ServicesProcess {
  readonly url: string
  readonly stop: () => Promise<void>
}

/**
 * Starts it with these variables and nothing of this process's environment, on a free port.
 *
 * @throws what it wrote to standard error when it ends instead of listening
 */
export async function startServices(variables: Readonly<Record<string, string>>): Promise<ServicesProcess> {
  const child = spawn(process.execPath, [entry], {
    env: { ...variables, PORT: '0' },
    // The decision log would drown the test report.
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const exited = once(child, 'exit')
  const lines: string[] = []
  for await (const line of createInterface({ input: child.stderr })) {
    lines.push(line)
    const port = /listens on port (\d+)/.exec(line)?.[1]
    if (port !== undefined) {
      child.stderr.resume()
      const stop = async () => {
        child.kill('SIGTERM')
        await exited
      }
      return { url: `http://127.0.0.1:${port}`, stop }
    }
  }
  throw new Error(`The services did not start: ${lines.join('\n')}`)
}
