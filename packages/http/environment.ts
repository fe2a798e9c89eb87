/**
 * The environment, read once at start through schemas. A process with a wrong setting does not start, and says which
 * setting it was: a service that guesses is a service that may be open.
 */
import { type Parsed, ruleOf, type Schema } from './input/rule.ts'

/** A setting is missing or wrong. The message names the variable, the place in it and the rule; never a value. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError'
}

/** Environment variables by name, as `process.env` has them. */
export type Environment = Readonly<Record<string, string | undefined>>

const lowerCase = (text: string): string => text.slice(0, 1).toLowerCase() + text.slice(1)

/** A place inside a setting: `` ` at `/garage/issuer` ``, or nothing for the setting itself. */
const place = (path: readonly PropertyKey[]): string =>
  path.length === 0 ? '' : ` at \`/${path.map(String).join('/')}\``

/**
 * Checks one setting.
 *
 * @param name the environment variable, for the message
 * @throws {ConfigurationError} naming the first mistake
 */
export function checkSetting<T>(name: string, schema: Schema<T>, value: unknown): T {
  const result = schema.safeParse(value, { error: (issue) => lowerCase(ruleOf(issue)) })
  if (result.success) return result.data
  const [first] = result.error.issues
  if (value === undefined) throw new ConfigurationError(`\`${name}\` is not set: set the environment variable`)
  throw new ConfigurationError(
    `\`${name}\`${place(first?.path ?? [])} is not valid: ${first?.message ?? 'unknown rule'}`,
  )
}

/**
 * Reads the named variables. An empty variable counts as missing: shells and templates produce them by mistake.
 *
 * @param variables a schema for each variable
 * @throws {ConfigurationError} naming the first mistake, in the order of `variables`
 */
export function readEnvironment<V extends Readonly<Record<string, Schema<unknown>>>>(
  variables: V,
  environment: Environment = process.env,
): { readonly [Name in keyof V]: Parsed<V[Name]> } {
  const values = Object.entries(variables).map(([name, schema]) => {
    const text = environment[name]
    return [name, checkSetting(name, schema, text === '' ? undefined : text)] as const
  })
  // The cast is safe: one entry for each key of `variables`, parsed by that key's schema.
  return Object.fromEntries(values) as { readonly [Name in keyof V]: Parsed<V[Name]> }
}
