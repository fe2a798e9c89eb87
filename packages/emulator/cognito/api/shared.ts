/** What several operations of the JSON API need: what a call is about, and the shape of a user. */
import { decodeJwt } from 'jose'
import { z } from 'zod'
import { AwsError, type Operation, operation, pageOf, type Reply } from '../../aws-json/index.ts'
import type { ResolvedClient, ResolvedPool } from '../../template/model.ts'
import { type CognitoContext, clientOf, issuerOf } from '../context.ts'
import { invalid, notAuthorized, notFound, unknownUser } from '../errors.ts'
import { fitsHash } from '../secrets.ts'
import type { At } from '../sign-in/index.ts'
import type { Attributes, User } from '../state/users.ts'
import { judgeAccessToken } from '../tokens/verify.ts'
import { TriggerFailure } from '../trigger/run.ts'

/** A password that is to be set or proven. */
export const Password = z.string().min(1).max(256)

/** A list of attributes as the API takes it, as a map. `sub` cannot be written. */
export const AttributeList = z
  .array(z.object({ Name: z.string().min(1).max(32), Value: z.string().max(2048).default('') }))
  .transform((list): Attributes => {
    if (list.some(({ Name }) => Name === 'sub' || Name.startsWith('cognito:'))) {
      throw invalid('Cannot modify the non-mutable attribute `sub`')
    }
    return Object.fromEntries(list.map(({ Name, Value }) => [Name, Value]))
  })

export const PoolTarget = z.object({ UserPoolId: z.string().min(1) })
const ClientTarget = z.object({ ClientId: z.string().min(1) })
/** By sub or e-mail (documented, aws-facts §H). */
const UserTarget = PoolTarget.extend({ Username: z.string().min(1).max(128) })

type Run<About, Shape extends z.ZodRawShape> = (about: About, input: z.output<z.ZodObject<Shape>>) => Reply

/** Calls by what they are about: each finds it, or refuses, before it runs. The shape is what it takes besides. */
export const callsOn = (context: CognitoContext) => ({
  pool: <S extends z.ZodRawShape>(shape: S, run: Run<ResolvedPool, S>): Operation =>
    operation(PoolTarget.and(z.object(shape)), (input) => run(poolById(context, input.UserPoolId), input)),

  /** A client of a pool, for administrators. */
  client: <S extends z.ZodRawShape>(shape: S, run: Run<At, S>): Operation =>
    operation(PoolTarget.and(ClientTarget).and(z.object(shape)), (input) => {
      const pool = poolById(context, input.UserPoolId)
      const client = clientOf(pool, input.ClientId)
      if (client === undefined) throw unknownClient(input.ClientId)
      return run({ pool, client }, input)
    }),

  /** The client that calls; it carries no pool. */
  application: <S extends z.ZodRawShape>(shape: S, run: Run<At, S>): Operation =>
    operation(ClientTarget.and(z.object(shape)), (input) => run(clientById(context, input.ClientId), input)),

  /** A user, for administrators. */
  user: <S extends z.ZodRawShape>(shape: S, run: Run<{ pool: ResolvedPool; user: User }, S>): Operation =>
    operation(UserTarget.and(z.object(shape)), (input) => {
      const pool = poolById(context, input.UserPoolId)
      return run({ pool, user: userBy(context, pool, input.Username) }, input)
    }),

  /** The holder of an access token. */
  own: <S extends z.ZodRawShape>(shape: S, run: Run<Awaited<ReturnType<typeof holder>>, S>): Operation =>
    operation(z.object({ AccessToken: z.string() }).and(z.object(shape)), async (input) =>
      run(await holder(context, input.AccessToken), input),
    ),

  /** Lists something of a pool under this name, page by page. */
  list: (most: number, name: string, list: (pool: ResolvedPool) => readonly object[]): Operation =>
    operation(PoolTarget.extend(page(z.int().min(1).max(most).default(most))), ({ UserPoolId, ...asked }) => {
      const { items, next } = paged(list(poolById(context, UserPoolId)), asked)
      return { [name]: items, NextToken: next }
    }),
})

/** What a call that lists takes. */
export const page = <Size extends z.ZodType<number>>(MaxResults: Size) => ({
  MaxResults,
  NextToken: z.string().optional(),
})

export const paged = <Item>(all: readonly Item[], asked: { MaxResults: number; NextToken?: string | undefined }) =>
  pageOf(all, asked.MaxResults, asked.NextToken, () => invalid('Invalid pagination token.'))

export function poolById({ pools }: CognitoContext, id: string): ResolvedPool {
  const pool = pools.find((candidate) => candidate.id === id)
  if (pool === undefined) throw notFound(`User pool ${id} does not exist.`)
  return pool
}

export function userBy({ users }: CognitoContext, pool: ResolvedPool, username: string): User {
  const user = users.find(pool.id, username)
  if (user === undefined) throw unknownUser()
  return user
}

const unknownClient = (id: string) => notFound(`User pool client ${id} does not exist.`)

function clientById({ pools }: CognitoContext, id: string): At {
  for (const pool of pools) {
    const client = clientOf(pool, id)
    if (client !== undefined) return { pool, client }
  }
  throw unknownClient(id)
}

/** The holder of an access token of any pool. It needs `aws.cognito.signin.user.admin` (documented, aws-facts §G). */
export async function holder(context: CognitoContext, token: string) {
  const pool = context.pools.find((candidate) => issuerOf(context, candidate) === issuerIn(token))
  if (pool === undefined) throw notAuthorized('Invalid Access Token')
  const judgement = await judgeAccessToken(context, pool, token)
  if (!judgement.scopes.includes('aws.cognito.signin.user.admin')) {
    throw notAuthorized('Access Token does not have required scopes')
  }
  return judgement
}

/** Unverified: it only says with which pool's key to verify. */
function issuerIn(token: string): string | undefined {
  try {
    return decodeJwt(token).iss
  } catch {
    return undefined
  }
}

/** Changes one client of a pool, at once. */
export const changeClient = ({ changePool }: CognitoContext, { pool, client }: At, change: Partial<ResolvedClient>) =>
  changePool(pool.id, ({ clients }) => ({
    clients: clients.map((each) => (each.id === client.id ? { ...each, ...change } : each)),
  }))

/** Documented (CDG/token-revocation): the tokens of a deleted user end like revoked ones. */
export function removeUser({ families, authenticators, users }: CognitoContext, user: User): void {
  families.revokeAll(user)
  authenticators.drop(user.pool, user.sub)
  users.remove(user)
}

/** Documented: a client with a secret must prove that it knows it, by a hash over the user name. */
export function checkSecretHash(client: ResolvedClient, username: string, hash: string | undefined): void {
  if (client.secret !== undefined && hash === undefined) {
    throw notAuthorized(`Client ${client.id} is configured with secret but SECRET_HASH was not received`)
  }
  if (hash !== undefined && (client.secret === undefined || !fitsHash(client, username, hash))) {
    throw notAuthorized(`Unable to verify secret hash for client ${client.id}`)
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
