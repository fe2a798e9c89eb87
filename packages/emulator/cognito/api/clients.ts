/**
 * App clients, read and changed by an administrator. A change holds at once, and until the next start.
 *
 * The token trigger knows the clients of the template alone: one that is made here gets no token (aws-facts §B.5).
 *
 * @module
 */
import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { AwsError, type Operation, operation } from '../../aws-json/index.ts'
import { tokenLifetimes } from '../../template/token-lifetimes.ts'
import { type CognitoContext, clientOf } from '../context.ts'
import type { ResolvedClient, ResolvedPool } from '../model.ts'
import { ClientSettings, clientView, withSettings } from './client-settings.ts'
import { pageOf } from './paging.ts'
import { invalidParameter, poolById } from './shared.ts'

const Pool = z.object({ UserPoolId: z.string().min(1) })
const Target = Pool.extend({ ClientId: z.string().min(1) })

export function clientOperations(context: CognitoContext): Readonly<Record<string, Operation>> {
  const found = ({ UserPoolId, ClientId }: z.output<typeof Target>) => {
    const pool = poolById(context, UserPoolId)
    const client = clientOf(pool, ClientId)
    if (client !== undefined) return { pool, client }
    throw new AwsError('ResourceNotFoundException', `User pool client ${ClientId} does not exist.`)
  }
  const put = ({ id }: ResolvedPool, clients: (all: readonly ResolvedClient[]) => readonly ResolvedClient[]) =>
    context.changePool(id, (pool) => ({ ...pool, clients: clients(pool.clients) }))
  return {
    ListUserPoolClients: operation(
      // Documented (model): at most 60 a page.
      Pool.extend({ MaxResults: z.int().min(1).max(60).default(60), NextToken: z.string().optional() }),
      invalidParameter,
      ({ UserPoolId, MaxResults, NextToken }) => {
        const { items, next } = pageOf(poolById(context, UserPoolId).clients, MaxResults, NextToken)
        return {
          UserPoolClients: items.map(({ id, name }) => ({ ClientId: id, UserPoolId, ClientName: name })),
          ...next,
        }
      },
    ),

    DescribeUserPoolClient: operation(Target, invalidParameter, (input) => {
      const { pool, client } = found(input)
      return { UserPoolClient: clientView(pool, client) }
    }),

    CreateUserPoolClient: operation(
      Pool.extend(ClientSettings.shape).extend({
        ClientName: z.string().min(1).max(128),
        GenerateSecret: z.boolean().default(false),
      }),
      invalidParameter,
      ({ UserPoolId, GenerateSecret, ...settings }) => {
        const pool = poolById(context, UserPoolId)
        const client = withSettings(pool, newClient(settings, GenerateSecret), settings)
        put(pool, (all) => [...all, client])
        return { UserPoolClient: clientView(pool, client) }
      },
    ),

    UpdateUserPoolClient: operation(Target.extend(ClientSettings.shape), invalidParameter, (input) => {
      const { pool, client } = found(input)
      const changed = withSettings(pool, client, input)
      put(pool, (all) => all.map((each) => (each.id === client.id ? changed : each)))
      return { UserPoolClient: clientView(pool, changed) }
    }),

    DeleteUserPoolClient: operation(Target, invalidParameter, (input) => {
      const { pool, client } = found(input)
      put(pool, (all) => all.filter(({ id }) => id !== client.id))
      return {}
    }),
  }
}

/** Of the length and the letters that Cognito's have. Hexadecimal digits are some of them. */
const idLength = 26
const secretLength = 51
const letters = (length: number) => randomBytes(length).toString('hex').slice(0, length)

const kindOf = (flows: readonly string[]): ResolvedClient['kind'] =>
  flows.includes('client_credentials') ? 'machine' : flows.length > 0 ? 'browser' : 'sdk'

/** A client that no template knows, with Cognito's defaults. */
function newClient(settings: z.output<typeof ClientSettings>, hasSecret: boolean): ResolvedClient {
  const id = letters(idLength)
  const validity = { TokenValidityUnits: {} }
  return {
    logicalId: id,
    name: settings.ClientName ?? id,
    id,
    secret: hasSecret ? letters(secretLength) : undefined,
    kind: kindOf(settings.AllowedOAuthFlows),
    org: undefined,
    flows: [],
    scopes: [],
    redirectUris: [],
    logoutUris: [],
    authFlows: [],
    ...tokenLifetimes(validity),
    validity,
    tokenRevocation: true,
    preventUserExistenceErrors: false,
    identityProviders: [],
    readAttributes: undefined,
    writeAttributes: undefined,
  }
}
