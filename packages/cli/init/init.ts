/** `scopes init`: a new system, with two pools, a machine and two operations, in the words of a domain. */
import { existsSync, readdirSync } from 'node:fs'
import { basename, relative, resolve } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { Failure } from '../program/failure.ts'
import { type PackageSource, systemFiles } from './files.ts'
import { wordsOf } from './words.ts'
import { refuseFull, writeSystem } from './write.ts'

export interface InitOptions {
  readonly name?: string
  readonly thing?: string
  readonly plural?: string
  /** A folder of packed packages, in the place of the registry. */
  readonly packages?: string
}

/** What is asked of a person who did not say it. */
export type Ask = (question: string, usual: string) => Promise<string>

/** Writes a new system, with packages of that version, and says what to type next. Without `ask`, nobody can be asked. */
export async function init(folder: string, options: InitOptions, version: string, ask?: Ask): Promise<string> {
  refuseFull(folder)
  const usual = basename(resolve(folder))
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
  const said = async (option: keyof InitOptions, question: string, proposed: string): Promise<string> => {
    const given = options[option] ?? (await ask?.(question, proposed))
    if (given === undefined)
      throw new Failure(`\`--${option}\` is not given`, 'name it, or run the command in a terminal, where it asks')
    return given
  }
  const name = await said('name', 'What is the system called?', usual)
  const thing = await said('thing', 'What does it keep, one of it?', 'item')
  const words = wordsOf(name, thing, options.plural)
  writeSystem(folder, systemFiles(words, sourceOf(folder, options.packages, version)))
  const there = relative(process.cwd(), resolve(folder)) || '.'
  return `${words.name} is in \`${there}\`.\nNext: cd ${there} && npm install && npm start\n`
}

/** @throws {Failure} for a folder that lacks a package */
function sourceOf(folder: string, packages: string | undefined, version: string): PackageSource {
  if (packages === undefined) return () => version
  const there = resolve(packages)
  return (name) => {
    const files = existsSync(there) ? readdirSync(there) : []
    const file = files.find((each) => each.startsWith(`scopegate-${name}-`) && each.endsWith('.tgz'))
    if (file === undefined) {
      throw new Failure(
        `\`--packages\` names a folder without the package \`${name}\``,
        'pack all packages into it first',
      )
    }
    return `file:${relative(resolve(folder), resolve(there, file))}`
  }
}

/** Asks on the terminal; an empty answer takes what is proposed. */
export async function askOnTerminal(question: string, usual: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  try {
    const answer = (await terminal.question(`${question} (${usual}) `)).trim()
    return answer === '' ? usual : answer
  } finally {
    terminal.close()
  }
}
