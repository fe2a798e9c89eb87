/**
 * The two secrets that a client may have while one replaces the other (aws-facts §C). Like every change by hand they hold
 * until the next start, which runs the template again.
 */
import { z } from 'zod'
import { AwsError, type Operation, operation } from '../../aws-json/index.ts'
import type { ClientSecret, ResolvedClient } from '../../template/model.ts'
import { newSecret } from '../client-secrets.ts'
import type { CognitoContext } from '../context.ts'
import { clientOfPool, invalid, PoolTarget } from './shared.ts'

const Target = PoolTarget.extend({ ClientId: z.string().min(1) })

export function clientSecretOperations(context: CognitoContext): Readonly<Record<string, Operation>> {
  const found = ({ UserPoolId, ClientId }: z.output<typeof Target>) => {
    const { client } = clientOfPool(context, UserPoolId, ClientId)
    // Documented (model): for a confidential client. The exception is inferred.
    if (client.secrets === undefined) throw invalid(`Client ${ClientId} has no secret`)
    return client.secrets
  }
  const put = ({ UserPoolId, ClientId }: z.output<typeof Target>, secrets: readonly ClientSecret[]) => {
    const changed = (client: ResolvedClient) => ({ ...client, secrets, secret: secrets[0]?.value })
    context.changePool(UserPoolId, (pool) => ({
      ...pool,
      clients: pool.clients.map((client) => (client.id === ClientId ? changed(client) : client)),
    }))
  }
  return {
    AddUserPoolClientSecret: operation(
      // Documented (model of 3.1169.0) is that an own value is taken; its limits are general knowledge.
      Target.extend({
        ClientSecret: z
          .string()
          .min(24)
          .max(64)
          .regex(/^[\w+]+$/)
          .optional(),
      }),
      ({ ClientSecret: own, ...target }) => {
        const secrets = found(target)
        // Documented (model): two at most.
        if (secrets.length > 1) {
          throw new AwsError('LimitExceededException', `Client ${target.ClientId} has two secrets: delete one first`)
        }
        const added = newSecret(target.ClientId, context.now(), own, secrets)
        put(target, [...secrets, added])
        // Documented (model): the value is shown here alone, and only one that Cognito made.
        const value = own === undefined ? { ClientSecretValue: added.value } : {}
        return { ClientSecretDescriptor: { ...descriptor(added), ...value } }
      },
    ),

    ListUserPoolClientSecrets: operation(Target, (target) => ({ ClientSecrets: found(target).map(descriptor) })),

    DeleteUserPoolClientSecret: operation(Target.extend({ ClientSecretId: z.string().min(1) }), (input) => {
      const secrets = found(input)
      const left = secrets.filter(({ id }) => id !== input.ClientSecretId)
      if (left.length === secrets.length) {
        throw new AwsError('ResourceNotFoundException', `Client ${input.ClientId} has no secret with this id`)
      }
      // Documented (model); the exception is inferred.
      if (left.length === 0) throw invalid(`The last secret of client ${input.ClientId} cannot be deleted`)
      put(input, left)
      return {}
    }),
  }
}

const descriptor = ({ id, created }: ClientSecret) => ({ ClientSecretId: id, ClientSecretCreateDate: created / 1000 })
