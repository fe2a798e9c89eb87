/**
 * App clients and their secrets, read and changed by an administrator. A change holds at once: of secrets until the next
 * `--fresh`, of all else until the next start.
 *
 * The token trigger knows the clients of the template alone: one that is made here gets no token (aws-facts §B.5).
 */
import { z } from 'zod'
import { AwsError, type Operations } from '../../aws-json/index.ts'
import type { ClientSecret, ResolvedClient } from '../../template/model.ts'
import type { CognitoContext } from '../context.ts'
import { invalid, notFound } from '../errors.ts'
import { letters, newSecret, withSecrets } from '../secrets.ts'
import type { At } from '../sign-in/index.ts'
import { ClientSettings, clientView, withSettings } from './client-settings.ts'
import { callsOn, changeClient } from './shared.ts'

const NewClient = {
  ...ClientSettings.shape,
  ClientName: z.string().min(1).max(128),
  GenerateSecret: z.boolean().default(false),
}

// Documented (model of 3.1169.0) is that an own value is taken; its limits are general knowledge.
const OwnSecret = z
  .string()
  .min(24)
  .max(64)
  .regex(/^[\w+]+$/)
  .optional()

export function clientOperations(context: CognitoContext): Operations {
  const calls = callsOn(context)
  return {
    // Documented (model): at most 60 a page.
    ListUserPoolClients: calls.list(60, 'UserPoolClients', ({ id: UserPoolId, clients }) =>
      clients.map(({ id, title }) => ({ ClientId: id, UserPoolId, ClientName: title })),
    ),

    DescribeUserPoolClient: calls.client({}, ({ pool, client }) => ({ UserPoolClient: clientView(pool, client) })),

    CreateUserPoolClient: calls.pool(NewClient, (pool, { GenerateSecret, ...settings }) => {
      const id = letters(26)
      const empty = {
        logicalId: id,
        name: settings.ClientName,
        title: settings.ClientName,
        id,
        secret: GenerateSecret ? letters(51) : undefined,
        kind: kindOf(settings.AllowedOAuthFlows),
        org: undefined,
        tokenRevocation: true,
      }
      const client = withSettings(pool, empty, settings)
      context.changePool(pool.id, ({ clients }) => ({ clients: [...clients, withSecrets(client, context.now())] }))
      return { UserPoolClient: clientView(pool, client) }
    }),

    UpdateUserPoolClient: calls.client(ClientSettings.shape, ({ pool, client }, settings) => {
      const changed = withSettings(pool, client, settings)
      changeClient(context, { pool, client }, changed)
      return { UserPoolClient: clientView(pool, changed) }
    }),

    DeleteUserPoolClient: calls.client({}, ({ pool, client }) =>
      context.changePool(pool.id, ({ clients }) => ({ clients: clients.filter(({ id }) => id !== client.id) })),
    ),

    AddUserPoolClientSecret: calls.client({ ClientSecret: OwnSecret }, (at, { ClientSecret: own }) => {
      const secrets = secretsOf(at)
      const { id } = at.client
      // Documented (model): two at most, while one replaces the other (aws-facts §C).
      if (secrets.length > 1) {
        throw new AwsError('LimitExceededException', `Client ${id} has two secrets: delete one first`)
      }
      const added = newSecret(id, context.now(), own, secrets)
      keepSecrets(context, at, [...secrets, added])
      // Documented (model): the value is shown here alone, and only one that Cognito made.
      const value = own === undefined ? { ClientSecretValue: added.value } : {}
      return { ClientSecretDescriptor: { ...descriptor(added), ...value } }
    }),

    ListUserPoolClientSecrets: calls.client({}, (at) => ({ ClientSecrets: secretsOf(at).map(descriptor) })),

    DeleteUserPoolClientSecret: calls.client({ ClientSecretId: z.string().min(1) }, (at, { ClientSecretId }) => {
      const secrets = secretsOf(at)
      const left = secrets.filter(({ id }) => id !== ClientSecretId)
      const { id } = at.client
      if (left.length === secrets.length) throw notFound(`Client ${id} has no secret with this id`)
      // Documented (model); the exception is inferred.
      if (left.length === 0) throw invalid(`The last secret of client ${id} cannot be deleted`)
      keepSecrets(context, at, left)
    }),
  }
}

const kindOf = (flows: readonly string[]): ResolvedClient['kind'] =>
  flows.includes('client_credentials') ? 'machine' : flows.length > 0 ? 'browser' : 'sdk'

/** Documented (model): for a confidential client. The exception is inferred. */
function secretsOf({ client: { id, secrets } }: At): readonly ClientSecret[] {
  if (secrets === undefined) throw invalid(`Client ${id} has no secret`)
  return secrets
}

function keepSecrets(context: CognitoContext, at: At, secrets: readonly ClientSecret[]): void {
  context.secrets.put(at.pool.id, at.client.id, secrets)
  changeClient(context, at, { secrets, secret: secrets[0]?.value })
}

const descriptor = ({ id, created }: ClientSecret) => ({ ClientSecretId: id, ClientSecretCreateDate: created / 1000 })
