/**
 * Configuration from the environment: read once, at start, and the first mistake named.
 *
 * @module
 */
import { z } from 'zod'

/** Variables by name, such as `process.env`. */
export type Variables = Readonly<Record<string, string | undefined>>

/** A variable that is missing or wrong. The message names the variable and the rule, never the value. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError'
}

/** A DynamoDB table's name. */
export const TableName = z
  .string('must be set to the name of a DynamoDB table')
  .regex(/^[A-Za-z0-9_.-]{3,255}$/, 'must be the name of a DynamoDB table: 3 to 255 letters, digits and `_.-`')

/** Another address than the SDK finds by itself. */
export const Endpoint = z.url({ protocol: /^https?$/, error: 'must be an http or https address' }).optional()

/**
 * Reads the variables that the schema names; others are not looked at.
 *
 * @throws {EnvironmentError} for the first that breaks its rule, in the schema's order.
 */
export function readEnvironment<S extends z.ZodObject>(schema: S, variables: Variables): z.output<S> {
  const result = schema.safeParse(variables)
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw new EnvironmentError(`The variable \`${issue?.path.join('.') ?? ''}\` ${issue?.message ?? 'is wrong'}`)
}
