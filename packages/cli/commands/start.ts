/** `scopes start`: runs the system on this machine until Ctrl-C. Progress goes to stderr, the tour to stdout. */
import { isAbsolute, relative } from 'node:path'
import { Option } from 'commander'
import { localDirectory } from '../local/stack-file.ts'
import { examples, type Register, repeatable } from '../program/command.ts'
import { exitCodes, Failure } from '../program/failure.ts'

interface Options {
  readonly port: number
  readonly fresh: boolean
  readonly directory?: string
  readonly stage?: string
  readonly template?: string
  readonly redirect: readonly string[]
  readonly stop: boolean
  readonly https: boolean
}

/** Leaves room for the ports that follow. */
function portNumber(text: string): number {
  const port = Number(text)
  if (Number.isInteger(port) && port >= 0 && port <= 65_000) return port
  throw new Failure(
    'The value of `--port` is not a port',
    'give a whole number from 1 to 65000, or 0 for any free ones',
  )
}

/** As short as it can be typed from here. */
function fromHere(path: string): string {
  const way = relative(process.cwd(), path)
  return way === '' ? '.' : way.startsWith('..') || isAbsolute(way) ? path : way
}

const howToTrust = (authority: string) =>
  `Trust: \`NODE_EXTRA_CA_CERTS=${authority}\` for Node, \`AWS_CA_BUNDLE=${authority}\` for the AWS CLI; import the file as an authority in a browser. It can sign for this machine alone.`

const otherDynamodb = `
\`DYNAMODB_ENDPOINT\` in the environment names another DynamoDB to use. Elsewhere than on this machine, it is asked
with your AWS credentials and region. \`--fresh\` makes new tables there, and leaves the old ones.
`

export const registerStart: Register = (program, { out, err, system: found }) => {
  const command = program
    .command('start')
    .description('Runs the system on this machine: Cognito, the APIs, their functions and DynamoDB')
    .option('--port <first port>', 'the first of the ports to use; 0 takes free ones', portNumber, 8700)
    .option('--fresh', 'begin anew: other ids and secrets, no data', false)
    .option('--directory <folder>', 'where data, keys and logs are kept; by default `.local` of the system')
    .option('--stage <stage>', 'the stage to run; by default `local`')
    .addOption(
      new Option('--template <folder>', 'a cloud assembly to run, instead of synthesizing one').conflicts('stage'),
    )
    .option('--https', 'give every address TLS, by an authority of the folder’s own', false)
    .addOption(
      new Option('--stop', 'end the stack that runs in the folder')
        .default(false)
        .conflicts(['fresh', 'template', 'stage']),
    )
  repeatable(
    command,
    '--redirect <[client=]URL>',
    'a callback address of a dev server on this machine, for all browser clients unless one is named',
  )
    .addHelpText('after', otherDynamodb + examples('scopes start --port 9700 --fresh'))
    .action(async ({ port, fresh, directory: named, stage, template, redirect, stop, https }: Options) => {
      const began = performance.now()
      const log = (line: string) => err(`[${((performance.now() - began) / 1000).toFixed(1).padStart(5)} s] ${line}\n`)
      // Only now: no other command needs the emulator, which takes its time to load.
      const { endInOrder, redirectsFrom, renderTour, startable, startSystem, stopStackIn } = await import(
        '../start/index.ts'
      )
      const ofFolder = found(stage)
      const directory = localDirectory(ofFolder.root, named)
      if (stop) {
        const ended = await stopStackIn(directory).catch((error: unknown) => {
          throw new Failure(
            error instanceof Error ? error.message : String(error),
            'look with `ps` which process it is',
          )
        })
        const where = `in \`${fromHere(directory)}\``
        return out(ended ? `The local stack ${where} has ended\n` : `No local stack runs ${where}\n`)
      }
      const system = await startable(ofFolder)
      const redirects = redirectsFrom(system.contract, redirect)
      const endWith = endInOrder(log)
      try {
        const stack = await startSystem({ system, port, directory, fresh, stage, template, redirects, https, log })
        endWith(stack.stop)
        log('Ready')
        const kept = `Data and logs: \`${fromHere(directory)}\`. Ctrl-C stops everything.`
        const { authority } = stack.file
        const trust = authority === undefined ? '' : `${howToTrust(fromHere(authority))}\n`
        const source = `The AWS CLI and every SDK find the stack with: set -a; . '${fromHere(directory)}/aws.env'; set +a`
        out(`\n${renderTour(system.contract, stack)}\n${source}\n${trust}${kept}\n`)
      } catch (error) {
        err(`${error instanceof Error ? error.message : String(error)}\n`)
        // A request that is still on its way must not keep a failed start alive.
        process.exit(exitCodes.no)
      }
    })
}
