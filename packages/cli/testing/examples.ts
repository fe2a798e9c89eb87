/** The examples in a command's help. */

/** The command lines, without the prompt. */
export const exampleLines = (help: string): readonly string[] =>
  [...help.matchAll(/^ {2}\$ (.+)$/gm)].map(([, line]) => line ?? '')
