import { expect, test } from 'vitest'
import { exampleLines } from '../testing/examples.ts'
import { run } from '../testing/run.ts'

const token = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJzZWNyZXQifQ.c2lnbmF0dXJl'

test('the help lists the commands and the exit codes', async () => {
  expect(await run(['--help'])).toMatchInlineSnapshot(`
    {
      "code": 0,
      "err": "",
      "out": "Usage: scopes [options] [command]

    Shows what the contract grants, what a change of it does, and why a token is
    refused

    Options:
      --root <folder>                        the folder of the system; by default the first from here upward that is one
      -h, --help                             display help for command

    Commands:
      init [options] <folder>                Writes a new system: two pools, a machine and two operations, in the words of your domain
      start [options]                        Runs the system on this machine: Cognito, the APIs, their functions and DynamoDB
      matrix [options]                       Shows who may do what: each role and machine across, each operation down
      check [options]                        Judges the contract and the template made from it by rules; 1 for an error
      plan [options]                         Says what a change of the contract does: who gains, who loses, which applications break
      synth [options] [arguments...]         Writes the CloudFormation templates of a stage to \`infra/cdk.out\`; needs no account
      deploy [options] [arguments...]        Deploys a stage to the AWS account and Region that it names, once the types hold
      drift [options]                        Compares the deployed pools and APIs with the contract, and says who must act
      why [options] <token> <method> <path>  Says whether a token opens an operation, and if not, which check of which layer refuses it
      token [options]                        Prints a real access token of the running local stack, alone, for \`curl\`
      cost [options]                         Says what Cognito costs in a month, by plan, and what scopes on access tokens cost over ID tokens
      docs [options]                         Writes the pages of scopes, operations, errors and rules, or checks that they are up to date

    Exit codes:
      0  yes: done, nothing is wrong, the token passes
      1  no: something is wrong, the token is refused
      2  misuse, or it could not be found out; nothing was written

    \`scopes plan --help\` has those of \`plan\`
    ",
    }
  `)
})

test.each([
  [[], 'No command is given', 'type `scopes --help` for the commands'],
  [['matirx'], 'There is no command `matirx`', 'did you mean `matrix`? `scopes --help` lists what there is'],
  [['zzz'], 'There is no command `zzz`', 'type `scopes --help` for what there is'],
  [['--jsn'], '`scopes` has no option `--jsn`', 'type `scopes --help` for what there is'],
  [['help'], 'There is no command `help`', 'type `scopes --help` for what there is'],
])('%j fails in one line and says what to type next', async (args, cause, next) => {
  expect(await run(args)).toEqual({ code: 2, out: '', err: `${cause}.\nNext: ${next}\n` })
})

test.each([
  ['as a command', [token]],
  ['as an option', [`--${token}`]],
  ['as the value of an unknown option', ['matrix', `--token=${token}`]],
  ['as a role', ['matrix', '--role', token]],
  ['as a format', ['matrix', '--format', token]],
  ['as one argument too many', ['matrix', token]],
])('a token that is typed %s is not repeated', async (_, args) => {
  const { code, out, err } = await run(args)
  expect([code, out]).toEqual([2, ''])
  for (const part of token.split('.')) expect(err).not.toContain(part)
})

test('every command has an example in its help', async () => {
  const { out } = await run(['--help'])
  const names = [...out.matchAll(/^ {2}([a-z]+) \[options\]/gm)].map(([, name]) => name ?? '')
  expect(names).toContain('matrix')
  for (const name of names) expect(exampleLines((await run([name, '--help'])).out).length).toBeGreaterThan(0)
})

test('the examples of `matrix` run', async () => {
  const lines = exampleLines((await run(['matrix', '--help'])).out)
  for (const line of lines) expect(await run(line.split(' ').slice(1))).toMatchObject({ code: 0, err: '' })
})
