/** Text that came from an account, fit for a terminal and for a shell. */

/** Without characters that a terminal obeys: whoever may name things in the account must not write on the screen. */
export const harmless = (text: string): string => text.replaceAll(/\p{C}/gu, '?')

/** One word of a command line, quoted for a POSIX shell where it needs that. */
const shellWord = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`

export const commandLine = (words: readonly string[]): string => words.map(shellWord).join(' ')
