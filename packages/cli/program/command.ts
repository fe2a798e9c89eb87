/**
 * What a command is: it computes a report, renders it, and says with which code to exit. stdout is the answer, stderr
 * the commentary; `--json` prints the report itself.
 *
 * @module
 */
import type { Command } from 'commander'
import type { Style } from './style.ts'

/** The answer of a command. */
export interface Answer {
  /** Printed by `--json`, as it is. */
  readonly report: unknown
  /** Printed otherwise, with a line end after the last line. Asked for only then. */
  readonly text: (style: Style) => string
  readonly exitCode: number
}

/** What a command needs from outside. Tests give their own. */
export interface Terminal {
  /** The answer. */
  readonly out: (text: string) => void
  /** The commentary. */
  readonly err: (text: string) => void
  /** Whether a person reads the answer, who may like colours. */
  readonly interactive: boolean
  /** Reads all of standard input. */
  readonly stdin: () => Promise<string>
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** The checkout's root. */
  readonly root: string
}

/** Prints the answer as text or as JSON and keeps its exit code. */
export type Reply = (answer: Answer, options: { readonly json?: boolean }) => void

/** Adds one command to the program. One file each in `commands/`. */
export type Register = (program: Command, terminal: Terminal, reply: Reply) => void

/** The end of a command's help: lines to paste, each of which a test runs. */
export const examples = (...lines: readonly string[]): string =>
  `\n${lines.length === 1 ? 'Example' : 'Examples'}:\n${lines.map((line) => `  $ ${line}`).join('\n')}`
