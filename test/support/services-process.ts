/** `services/server.ts` as its own process: all services on one machine, with no gateway in front. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'

/** Ends the server when our end of the pipe closes: by `stop`, or because the test run ended, in whatever way. */
const supervisor = '"$@" & child=$!; { cat >/dev/null; kill "$child"; } <&3 2>/dev/null & wait "$child"'

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
  const child = spawn('/bin/sh', ['-c', supervisor, 'sh', process.execPath, entry], {
    env: { PATH: '/usr/bin:/bin', ...variables, PORT: '0' },
    // The decision log would drown the test report.
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  })
  const { stderr } = child
  const lifeline = child.stdio[3]
  if (stderr === null || !(lifeline instanceof Writable)) throw new Error('The process has no pipes')
  const exited = once(child, 'exit')
  const lines: string[] = []
  for await (const line of createInterface({ input: stderr })) {
    lines.push(line)
    const port = /listens on port (\d+)/.exec(line)?.[1]
    if (port !== undefined) {
      stderr.resume()
      const stop = async () => {
        lifeline.end()
        await exited
      }
      return { url: `http://127.0.0.1:${port}`, stop }
    }
  }
  throw new Error(`The services did not start: ${lines.join('\n')}`)
}
