/**
 * App clients, read and changed by an administrator. A change holds at once, and until the next start.
 *
 * The token trigger knows the clients of the template alone: one that is made here gets no token (aws-facts §B.5).
 */
import { z } from 'zod'
import { type Operation, operation } from '../../aws-json/index.ts'
import type { ResolvedClient, ResolvedPool } from '../../template/model.ts'
import { letters, withSecrets } from '../client-secrets.ts'
import { type CognitoContext, clientOf } from '../context.ts'
import { ClientSettings, clientView, withSettings } from './client-settings.ts'
import { listOperation, PoolTarget, poolById, unknownClient } from './shared.ts'

const Target = PoolTarget.extend({ ClientId: z.string().min(1) })

export function clientOperations(context: CognitoContext): Readonly<Record<string, Operation>> {
  const found = ({ UserPoolId, ClientId }: z.output<typeof Target>) => {
    const pool = poolById(context, UserPoolId)
    const client = clientOf(pool, ClientId)
    if (client === undefined) throw unknownClient(ClientId)
    return { pool, client }
  }
  const put = ({ id }: ResolvedPool, clients: (all: readonly ResolvedClient[]) => readonly ResolvedClient[]) =>
    context.changePool(id, (pool) => ({ ...pool, clients: clients(pool.clients) }))
  return {
    // Documented (model): at most 60 a page.
    ListUserPoolClients: listOperation(context, 60, 'UserPoolClients', ({ id: UserPoolId, clients }) =>
      clients.map(({ id, title }) => ({ ClientId: id, UserPoolId, ClientName: title })),
    ),

    DescribeUserPoolClient: operation(Target, (input) => {
      const { pool, client } = found(input)
      return { UserPoolClient: clientView(pool, client) }
    }),

    CreateUserPoolClient: operation(
      PoolTarget.extend(ClientSettings.shape).extend({
        ClientName: z.string().min(1).max(128),
        GenerateSecret: z.boolean().default(false),
      }),
      ({ UserPoolId, GenerateSecret, ...settings }) => {
        const pool = poolById(context, UserPoolId)
        const id = letters(26)
        const client = withSettings(
          pool,
          {
            logicalId: id,
            name: settings.ClientName,
            title: settings.ClientName,
            id,
            secret: GenerateSecret ? letters(51) : undefined,
            kind: kindOf(settings.AllowedOAuthFlows),
            org: undefined,
            tokenRevocation: true,
          },
          settings,
        )
        put(pool, (all) => [...all, withSecrets(client, context.now())])
        return { UserPoolClient: clientView(pool, client) }
      },
    ),

    UpdateUserPoolClient: operation(Target.extend(ClientSettings.shape), (input) => {
      const { pool, client } = found(input)
      const changed = withSettings(pool, client, input)
      put(pool, (all) => all.map((each) => (each.id === client.id ? changed : each)))
      return { UserPoolClient: clientView(pool, changed) }
    }),

    DeleteUserPoolClient: operation(Target, (input) => {
      const { pool, client } = found(input)
      put(pool, (all) => all.filter(({ id }) => id !== client.id))
      return {}
    }),
  }
}

const kindOf = (flows: readonly string[]): ResolvedClient['kind'] =>
  flows.includes('client_credentials') ? 'machine' : flows.length > 0 ? 'browser' : 'sdk'
