/** The words of a new system: its name, and what it keeps. */
import { Failure } from '../program/failure.ts'

/** What a new system is called, and what it keeps: one of it, and several. */
export type Words = Readonly<Record<'name' | 'thing' | 'things', string>>

/** The usual plural of an English noun; `--plural` gives another. */
export function pluralOf(noun: string): string {
  if (/[^aeiou]y$/.test(noun)) return noun.replace(/y$/, 'ies')
  return /(s|x|z|ch|sh)$/.test(noun) ? `${noun}es` : `${noun}s`
}

/** Words that the product's own rows have already, or that code cannot be called by. */
const taken: ReadonlySet<string> = new Set(
  'access account health organization organizations org orgs profile idempotency break case class const default delete export import new return switch with'.split(
    ' ',
  ),
)

/** @throws {Failure} that names the option, the rule and what to do */
export function wordsOf(name: string, thing: string, plural = pluralOf(thing)): Words {
  if (!/^[a-z](?:[a-z0-9]|-(?=[a-z0-9])){1,29}$/.test(name)) {
    throw new Failure(
      '`--name` takes 2 to 30 lower-case letters, digits and inner hyphens, the first of them a letter',
      'give another name: the user pools, their sign-in domains and the stacks are called by it',
    )
  }
  const reserved = ['aws', 'amazon', 'cognito'].find((word) => name.includes(word))
  if (reserved !== undefined) {
    throw new Failure(
      `\`--name\` holds \`${reserved}\`, which Cognito refuses in a sign-in domain`,
      'give a name without it',
    )
  }
  for (const [option, word] of [
    ['--thing', thing],
    ['--plural', plural],
  ] as const) {
    if (!/^[a-z]{2,20}$/.test(word)) {
      throw new Failure(`\`${option}\` takes one word of 2 to 20 lower-case letters`, 'give a noun such as `book`')
    }
    if (taken.has(word)) {
      throw new Failure(`\`${option}\` is a word that every system has already`, 'give another noun, such as `book`')
    }
  }
  if (plural === thing)
    throw new Failure('`--plural` is the same as `--thing`', 'give two words, such as `book` and `books`')
  return { name, thing, things: plural }
}

/** `book` as a part of a name: `Book`. */
export const capital = (word: string): string => word.replace(/^./, (letter) => letter.toUpperCase())
