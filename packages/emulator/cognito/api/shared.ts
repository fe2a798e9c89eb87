/**
 * What several operations of the JSON API need: finding pools, clients and users, and the shape of a user.
 * The texts of the errors are AWS's as the SDKs' users know them, from general knowledge, unless marked otherwise.
 */
import { z } from 'zod'
import { AwsError, type Operation, operation, pageOf } from '../../aws-json/index.ts'
import type { ResolvedClient, ResolvedPool } from '../../template/model.ts'
import { fitsHash } from '../client-secrets.ts'
import { type CognitoContext, clientOf } from '../context.ts'
import type { Attributes, User } from '../state/users.ts'
import { TriggerFailure } from '../trigger/run.ts'

export const invalidParameter = 'InvalidParameterException'
export const invalid = (message: string) => new AwsError(invalidParameter, message)
export const notAuthorized = (message: string) => new AwsError('NotAuthorizedException', message)

/** A list of attributes as the API takes it. */
export const AttributeList = z.array(
  z.object({ Name: z.string().min(1).max(32), Value: z.string().max(2048).default('') }),
)

/** The list as a map. `sub` cannot be written. */
export function attributesOf(list: z.output<typeof AttributeList>): Attributes {
  if (list.some(({ Name }) => Name === 'sub' || Name.startsWith('cognito:'))) {
    throw invalid('Cannot modify the non-mutable attribute `sub`')
  }
  return Object.fromEntries(list.map(({ Name, Value }) => [Name, Value]))
}

export function poolById({ pools }: CognitoContext, id: string): ResolvedPool {
  const pool = pools.find((candidate) => candidate.id === id)
  if (pool === undefined) throw new AwsError('ResourceNotFoundException', `User pool ${id} does not exist.`)
  return pool
}

/** What every call on a pool names. */
export const PoolTarget = z.object({ UserPoolId: z.string().min(1) })

/** What every call on a user names: by sub or e-mail. */
export const UserTarget = PoolTarget.extend({ Username: z.string().min(1).max(128) })

/** An operation that lists something of a pool under this name, page by page. */
export const listOperation = (
  context: CognitoContext,
  most: number,
  name: string,
  list: (pool: ResolvedPool) => readonly object[],
): Operation =>
  operation(
    PoolTarget.extend({ MaxResults: z.int().min(1).max(most).default(most), NextToken: z.string().optional() }),
    ({ UserPoolId, MaxResults, NextToken }) => {
      const { items, next } = pageOf(list(poolById(context, UserPoolId)), MaxResults, NextToken, () =>
        invalid('Invalid pagination token.'),
      )
      return { [name]: items, NextToken: next }
    },
  )

export const unknownClient = (id: string) =>
  new AwsError('ResourceNotFoundException', `User pool client ${id} does not exist.`)

/** The client and its pool; a call with a client id carries no pool id. */
export function clientById({ pools }: CognitoContext, id: string): { pool: ResolvedPool; client: ResolvedClient } {
  for (const pool of pools) {
    const client = clientOf(pool, id)
    if (client !== undefined) return { pool, client }
  }
  throw unknownClient(id)
}

/** The same for calls that name the pool besides. */
export function clientOfPool(context: CognitoContext, poolId: string, id: string) {
  const pool = poolById(context, poolId)
  const client = clientOf(pool, id)
  if (client === undefined) throw unknownClient(id)
  return { pool, client }
}

export function userBy({ users }: CognitoContext, pool: ResolvedPool, username: string): User {
  const user = users.find(pool.id, username)
  if (user === undefined) throw new AwsError('UserNotFoundException', 'User does not exist.')
  return user
}

/** Documented: a client with a secret must prove that it knows it, by a hash over the user name. */
export function checkSecretHash(client: ResolvedClient, username: string, hash: string | undefined): void {
  const { id, secret } = client
  if (secret === undefined) {
    if (hash === undefined) return
    throw notAuthorized(`Unable to verify secret hash for client ${id}`)
  }
  if (hash === undefined) throw notAuthorized(`Client ${id} is configured with secret but SECRET_HASH was not received`)
  if (!fitsHash(client, username, hash)) {
    throw notAuthorized(`Unable to verify secret hash for client ${id}`)
  }
}

/** Attributes as the API lists them, `sub` among them. */
export const attributeList = (attributes: Attributes) =>
  Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }))

/** What every view of a user has in common. Times are seconds in this protocol. */
export const userView = (user: User) => ({
  Username: user.sub,
  UserCreateDate: user.created / 1000,
  UserLastModifiedDate: user.modified / 1000,
  Enabled: user.enabled,
  UserStatus: user.status,
})

/** Runs what may ask the trigger; its failures have their own exceptions (documented, aws-facts §B.5). */
export async function withTriggerErrors<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    if (error instanceof TriggerFailure) throw new AwsError(error.type, error.message)
    throw error
  }
}
