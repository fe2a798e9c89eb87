/**
 * What a command is: it computes a report, renders it, and says with which code to exit. stdout is the answer, stderr
 * the commentary; `--json` prints the report itself.
 */
import type { Contract } from '@scopegate/contract'
import type { Command } from 'commander'
import { isSound } from './sound.ts'
import type { Style } from './style.ts'
import type { System } from './system.ts'

export interface Answer {
  /** Printed by `--json`, as it is. */
  readonly report: unknown
  /** Printed otherwise, with a line end after the last line. Asked for only then. */
  readonly text: (style: Style) => string
  readonly exitCode: number
}

/** What a command needs from outside. Tests give their own. */
export interface Terminal {
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  /** Whether a person reads the answer, who may like colours. */
  readonly interactive: boolean
  readonly stdin: () => Promise<string>
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** The working folder: the system is the first from here upward, unless `--root` names another. */
  readonly folder: string
}

export interface Context extends Terminal {
  /** The system at a stage, `local` unless another is named. @throws {Failure} when there is no such system or stage */
  readonly system: (stage?: string) => System
}

/** Prints the answer as text or as JSON and keeps its exit code. */
export type Reply = (answer: Answer, options: { readonly json?: boolean }) => void

/** Adds one command to the program. One file each in `commands/`. */
export type Register = (program: Command, context: Context, reply: Reply) => void

/** Adds an option that may be given again and again. */
export const repeatable = (command: Command, flags: string, description: string): Command =>
  command.option(
    flags,
    `${description}; may be repeated`,
    (value: string, all: readonly string[]) => [...all, value],
    [],
  )

/** The end of a command's help: lines to paste, each of which a test runs. */
export const examples = (...lines: readonly string[]): string =>
  `\n${lines.length === 1 ? 'Example' : 'Examples'}:\n${lines.map((line) => `  $ ${line}`).join('\n')}`

/** The same in the words of the system; nothing where there is none. Asked for when the help is printed. */
export const examplesOf =
  ({ system }: Pick<Context, 'system'>, linesOf: (contract: Contract) => readonly string[]) =>
  (): string => {
    try {
      const { contract } = system()
      return isSound(contract) ? examples(...linesOf(contract)) : ''
    } catch {
      return ''
    }
  }
