/**
 * `start`: runs the local stack until Ctrl-C. Progress goes to stderr, the tour to stdout.
 *
 * @module
 */
import { isAbsolute, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Command, InvalidArgumentError } from 'commander'
import { startLocalStack } from './stack.ts'
import { renderTour } from './tour.ts'

const home = fileURLToPath(new URL('../../.local', import.meta.url))

/** Leaves room for the ports that follow. */
function portNumber(text: string): number {
  const port = Number(text)
  if (Number.isInteger(port) && port >= 1 && port <= 65_000) return port
  throw new InvalidArgumentError('Give a whole number from 1 to 65000')
}

/** As short as it can be typed from here. */
function fromHere(path: string): string {
  const way = relative(process.cwd(), path)
  return way === '' ? '.' : way.startsWith('..') || isAbsolute(way) ? path : way
}

const { port, fresh, directory, template } = new Command('start')
  .description('Runs the synthesized template on this machine: Cognito, the APIs, their functions and DynamoDB')
  .option('--port <first port>', 'the first of the ports to use', portNumber, 8700)
  .option('--fresh', 'begin anew: other ids and secrets, no data', false)
  .option('--directory <folder>', 'where data, keys and logs are kept', home)
  .option('--template <folder>', 'a cloud assembly to run, instead of synthesizing one')
  .addHelpText(
    'after',
    '\n`DYNAMODB_ENDPOINT` in the environment names another DynamoDB to use. Elsewhere than on this machine, it is asked\nwith your AWS credentials and region. `--fresh` makes new tables there, and leaves the old ones.',
  )
  .parse()
  .opts<{ port: number; fresh: boolean; directory: string; template?: string }>()

const began = performance.now()
const say = (line: string) =>
  console.error(`[${((performance.now() - began) / 1000).toFixed(1).padStart(5)} s] ${line}`)

// Before everything runs there is nothing to put away: whatever was started ends with this process.
let end = async (): Promise<void> => {}
let ending = false
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    // The second one does not wait.
    if (ending) process.exit(130)
    ending = true
    say('Stopping')
    void end().finally(() => process.exit(0))
  })
}

try {
  const stack = await startLocalStack({
    port,
    directory,
    fresh,
    log: say,
    ...(template === undefined ? {} : { template }),
  })
  end = stack.stop
  say('Ready')
  console.log(
    `\n${renderTour(stack.file, stack.resolved)}\nData and logs: \`${fromHere(directory)}\`. Ctrl-C stops everything.`,
  )
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
  // A request that is still on its way must not keep a failed start alive.
  process.exit()
}
