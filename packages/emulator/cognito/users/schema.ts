/**
 * What the pool's schema and the client's permissions say about attributes that are to be written.
 *
 * Measured are the words for an attribute that does not exist, that cannot be updated and that is required (aws-facts §H.1);
 * the others are inferred.
 */
import { z } from 'zod'
import { AwsError } from '../../aws-json/index.ts'
import type { SchemaAttribute } from '../../template/attributes.ts'
import type { ResolvedClient, ResolvedPool } from '../../template/model.ts'
import type { CognitoContext } from '../context.ts'
import { invalid, notAuthorized } from '../errors.ts'
import type { Attributes, User } from '../state/users.ts'
import { writable } from '../tokens/attributes.ts'

type Schema = Pick<ResolvedPool, 'attributes'>

/**
 * Judges all changes before any is made.
 *
 * @param client whose user writes; `undefined` for an administrator
 * @param current `undefined` where the user is only made
 * @throws {AwsError} in Cognito's words
 */
export function checkAttributes(
  pool: Schema,
  client: ResolvedClient | undefined,
  current: Attributes | undefined,
  changes: Attributes,
): void {
  const names = Object.keys(changes)
  // What keeps people from moving themselves to another organization or role.
  if (client !== undefined && !names.every((name) => writable(client, name))) {
    throw notAuthorized('A client attempted to write unauthorized attribute')
  }
  const known = new Map(pool.attributes.map((attribute) => [attribute.name, attribute]))
  refuse(
    names.filter((name) => !known.has(name)),
    'Attribute does not exist in the schema.',
  )
  // Measured (aws-facts §H.1): what is not mutable is set when the user is made or never, even where it has no value yet.
  const fixed = names.find((name) => current !== undefined && known.get(name)?.mutable === false)
  if (fixed !== undefined) throw invalid(`user.${fixed}: Attribute cannot be updated.`)
  // Documented (model): an administrator may leave out what is required. Nobody may take it away (inferred).
  const missing = missingAttributes(pool, withChanges(current, changes))
  const isMade = client !== undefined && current === undefined
  refuse(isMade ? missing : missing.filter((name) => names.includes(name)), 'The attribute is required')
  for (const [name, value] of Object.entries(changes)) {
    const attribute = known.get(name)
    if (attribute !== undefined && value !== '') checkValue(attribute, value)
  }
}

/** The required attributes that have no value. `sub` always gets one. */
export const missingAttributes = ({ attributes }: Schema, current: Attributes): readonly string[] =>
  attributes
    .filter(({ name, required }) => required && name !== 'sub' && (current[name] ?? '') === '')
    .map(({ name }) => name)

/** Writes the user. @throws {AwsError} when the new e-mail is another user's */
export function saveUser({ users }: Pick<CognitoContext, 'users'>, user: User): void {
  if (!users.save(user)) throw new AwsError('AliasExistsException', 'An account with the email already exists.')
}

/** The attributes after the changes. Documented (model): a blank value takes the attribute away. */
export const withChanges = (current: Attributes | undefined, changes: Attributes): Attributes =>
  Object.fromEntries(
    Object.entries({ ...current, ...changes }).filter(([name, value]) => value !== '' || changes[name] === undefined),
  )

function refuse(names: readonly string[], rule: string): void {
  if (names.length === 0) return
  throw invalid(`Attributes did not conform to the schema: ${names.map((name) => `${name}: ${rule}`).join('\n')}`)
}

function checkValue({ name, type, least = -Infinity, most = Infinity }: SchemaAttribute, value: string): void {
  if (name === 'email' && !z.email().safeParse(value).success) throw invalid('Invalid email address format.')
  if (name === 'phone_number' && !/^\+\d{1,15}$/.test(value)) throw invalid('Invalid phone number format.')
  const within = (size: number) => size >= least && size <= most
  switch (type) {
    case 'String':
      return within(value.length) ? undefined : refuse([name], `The length must be from ${least} to ${most}.`)
    case 'Number':
      if (!/^-?\d+$/.test(value)) return refuse([name], 'The value must be a number.')
      return within(Number(value)) ? undefined : refuse([name], `The value must be from ${least} to ${most}.`)
    case 'DateTime':
      return Number.isNaN(Date.parse(value)) ? refuse([name], 'The value must be a time.') : undefined
    case 'Boolean':
      return /^(true|false)$/i.test(value) ? undefined : refuse([name], 'The value must be true or false.')
  }
}
