/** How many sessions a user may have, and for how long a client reuses a sign-in of the pages (aws-facts §G). */
import { z } from 'zod'
import { AwsError, type Operation, operation } from '../../aws-json/index.ts'
import type { ResolvedPool } from '../../template/model.ts'
import type { CognitoContext } from '../context.ts'
import { sessionSettingsOf, ssoMinutesOf } from '../session-settings.ts'
import { requireTracking } from './sessions.ts'
import { clientOfPool, PoolTarget, poolById } from './shared.ts'

const ClientTarget = PoolTarget.extend({ ClientId: z.string().min(1) })
// Documented (model): a full replacement, every member is required, and the limits are these.
const PoolSettings = PoolTarget.extend({
  UserSessionTracking: z.enum(['ENABLED', 'DISABLED']),
  TokenSession: z.object({ MaxPerUser: z.int().min(1).max(100) }),
})
const ClientSettings = ClientTarget.extend({
  SSOSession: z.object({ MaxValidityMinutes: z.int().min(0).max(129_600) }),
})

export const sessionConfigurationOperations = (context: CognitoContext): Readonly<Record<string, Operation>> => ({
  GetUserPoolSessionConfiguration: operation(PoolTarget, ({ UserPoolId }) => {
    const { tracking, most } = sessionSettingsOf(poolById(context, UserPoolId))
    const UserSessionTracking = tracking ? 'ENABLED' : 'DISABLED'
    return { UserPoolId, UserSessionTracking, TokenSession: { MaxPerUser: most } }
  }),

  SetUserPoolSessionConfiguration: operation(PoolSettings, (input) => {
    requirePlan(poolById(context, input.UserPoolId))
    const sessions = { tracking: input.UserSessionTracking === 'ENABLED', most: input.TokenSession.MaxPerUser }
    context.changePool(input.UserPoolId, (pool) => ({ ...pool, sessions }))
    return input
  }),

  GetUserPoolClientSessionConfiguration: operation(ClientTarget, (target) => {
    const { pool, client } = clientOfPool(context, target.UserPoolId, target.ClientId)
    return { ...target, SSOSession: { MaxValidityMinutes: ssoMinutesOf(pool, client) } }
  }),

  SetUserPoolClientSessionConfiguration: operation(ClientSettings, (input) => {
    const { pool, client } = clientOfPool(context, input.UserPoolId, input.ClientId)
    requirePlan(pool)
    requireTracking(pool)
    const ssoMinutes = input.SSOSession.MaxValidityMinutes
    context.changePool(pool.id, (found) => ({
      ...found,
      clients: found.clients.map((each) => (each.id === client.id ? { ...each, ssoMinutes } : each)),
    }))
    return input
  }),
})

/** Documented (model). The words are ours. */
function requirePlan({ plan }: ResolvedPool): void {
  if (plan !== 'LITE') return
  throw new AwsError('FeatureUnavailableInTierException', 'Sessions need the Essentials or the Plus plan.')
}
