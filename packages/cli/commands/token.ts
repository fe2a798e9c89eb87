/** `scopes token`: a real token of the running local stack, for `curl`. */

import { sameJson } from '@scopegate/analysis/same-json'
import { indexOf, usesSignInPage } from '@scopegate/contract'
import { decodeJwt } from 'jose'
import { localDirectory, requireLocalStack } from '../local/stack-file.ts'
import { type Context, examplesOf, type Register } from '../program/command.ts'
import { exampleNames } from '../program/example-names.ts'
import { exitCodes } from '../program/failure.ts'
import { mainStackOf, type System } from '../program/system.ts'
import { accessToken } from '../token/sign-in.ts'
import { wantedScopes } from '../token/wanted-scopes.ts'
import { principalOf } from '../token/who.ts'

interface Options {
  readonly as: string
  readonly scope?: readonly string[]
  readonly client?: string
  readonly directory?: string
  readonly json?: boolean
}

/** What `--json` prints. */
export interface TokenReport {
  readonly pool: string
  readonly client: string
  /** By their names in the token. */
  readonly scopes: readonly string[]
  /** Asked for and not granted: the role may not hold them. */
  readonly withheld: readonly string[]
  /** ISO 8601. */
  readonly expires: string
  readonly token: string
}

/** Whether the stack was started from another contract than this one; the token is then of that one. */
async function runsAnother(system: System, directory: string | undefined, { environment }: Context): Promise<boolean> {
  const options = directory === undefined ? { local: true } : { directory }
  const { deployedContract, openSession } = await import('../aws/index.ts')
  const session = await openSession(options, { root: system.root, environment })
  try {
    return !sameJson((await deployedContract(session, mainStackOf(system))).contract, system.contract)
  } catch {
    // It runs another system, or a version before contracts were in templates.
    return true
  } finally {
    session.close()
  }
}

export const registerToken: Register = (program, context, reply) => {
  program
    .command('token')
    .description('Prints a real access token of the running local stack, alone, for `curl`')
    .requiredOption('--as <who>', '`<pool>:<role>@<organization>` for a person, the name of its client for a machine')
    .option('--scope <scopes...>', 'ask for these scopes only; by default all that the client may hold')
    .option('--client <client>', 'the app client to sign in through; by default the first one of the pool')
    .option('--directory <folder>', 'the folder of the local stack; by default `.local` of the system')
    .option('--json', 'with what the token may, as JSON')
    .addHelpText(
      'after',
      examplesOf(context, (contract) => {
        const { people, machines } = exampleNames(contract)
        const { holders, clientNamed } = indexOf(contract)
        const [person = ''] = people
        const named = holders.filter(({ pool, role }) => person.split('@')[0] === `${pool}:${role}`)
        const pages = named.flatMap(({ client }) => clientNamed(client) ?? []).find(usesSignInPage)?.name
        const asking = named.find(({ client }) => client === pages)?.scopes[0]
        return [
          ...[...people.slice(0, 2), ...machines.slice(0, 1)].map((who) => `scopes token --as ${who}`),
          ...named.slice(-1).map(({ client }) => `scopes token --as ${person} --client ${client}`),
          ...(asking === undefined ? [] : [`scopes token --as ${person} --scope ${asking}`]),
        ]
      }),
    )
    .action(async ({ as, scope = [], client, directory, json = false }: Options) => {
      const system = context.system()
      const { contract, root } = system
      const stack = await requireLocalStack(localDirectory(root, directory))
      const principal = principalOf(contract, stack, as, client)
      const asked = wantedScopes(contract, principal, scope)
      const token = await accessToken(stack, principal, asked)
      if (await runsAnother(system, directory, context)) {
        context.err('The local stack runs another contract than the working tree: stop it and start it again.\n')
      }
      const claims = decodeJwt<{ scope?: string }>(token)
      const scopes = (claims.scope ?? '').split(' ').filter((name) => name !== '')
      // Without `--scope` everything is asked for, and that a role narrows it is no news.
      const withheld = scope.length === 0 ? [] : (asked ?? []).filter((name) => !scopes.includes(name))
      for (const name of withheld) {
        context.err(
          `The token does not carry \`${name}\`: the role may not hold it. \`scopes matrix\` shows who may.\n`,
        )
      }
      const expires = new Date((claims.exp ?? 0) * 1000).toISOString()
      const report: TokenReport = {
        pool: principal.pool,
        client: principal.client.name,
        scopes,
        withheld,
        expires,
        token,
      }
      reply({ report, text: () => `${token}\n`, exitCode: exitCodes.ok }, { json })
    })
}
