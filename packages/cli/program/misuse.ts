/**
 * A wrong command line in one line, with what to type instead.
 *
 * Nothing that was typed is repeated unless it can be no secret: a token that was pasted in the wrong place must not
 * come back in an error, and from there into a log.
 */
import type { Command, CommanderError } from 'commander'
import { closeMatch } from './close-match.ts'
import { Failure } from './failure.ts'

/** Short and of letters: a word, never a token or a password. */
const isWord = (text: string) => /^-{0,2}[a-z][a-z-]{0,24}$/.test(text)

const quoted = (text: string) => (isWord(text) ? ` \`${text}\`` : '')

const next = (meant: string | undefined, command: string) =>
  meant === undefined
    ? `type \`${command} --help\` for what there is`
    : `did you mean \`${meant}\`? \`${command} --help\` lists what there is`

/** The failure that the parser's error amounts to. */
export function misuse({ code, message }: CommanderError, program: Command, args: readonly string[]): Failure {
  const command = program.commands.find((each) => each.name() === args[0])
  const name = command === undefined ? 'scopes' : `scopes ${command.name()}`
  // What the parser names stands in quotes.
  const [named = '', other = ''] = [...message.matchAll(/'([^']*)'/g)].map(([, text]) => text ?? '')
  switch (code) {
    case 'commander.unknownCommand': {
      const typed = args[0] ?? ''
      const known = program.commands.map((each) => each.name())
      return new Failure(`There is no command${quoted(typed)}`, next(closeMatch(typed, known), 'scopes'))
    }
    case 'commander.unknownOption': {
      const [flag = ''] = named.split('=')
      const known = [...(command ?? program).options.flatMap(({ long }) => long ?? []), '--help']
      return new Failure(`\`${name}\` has no option${quoted(flag)}`, next(closeMatch(flag, known), name))
    }
    case 'commander.missingArgument':
      return new Failure(`\`${name}\` needs \`<${named}>\``, next(undefined, name))
    case 'commander.optionMissingArgument':
      return new Failure(`\`${named}\` needs a value`, next(undefined, name))
    case 'commander.missingMandatoryOptionValue':
      return new Failure(`\`${name}\` needs \`${named}\``, next(undefined, name))
    case 'commander.excessArguments':
      return new Failure(`\`${name}\` was given too many arguments`, next(undefined, name))
    case 'commander.conflictingOption': {
      return new Failure(`\`${named}\` and \`${other}\` exclude each other`, 'leave one of them out')
    }
    case 'commander.invalidArgument': {
      const option = /option '([^']*)'/.exec(message)?.[1] ?? 'an option'
      const choices = /Allowed choices are (.*?)\.?$/.exec(message)?.[1]
      const say = choices === undefined ? next(undefined, name) : `give one of: ${choices}`
      return new Failure(`The value of \`${option}\` is not one that it takes`, say)
    }
    default:
      return new Failure(`\`${name}\` cannot read this command line`, next(undefined, name))
  }
}
