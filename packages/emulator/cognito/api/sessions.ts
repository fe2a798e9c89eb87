/** A user's sessions, listed and ended; how many there may be, and for how long the pages reuse one (aws-facts §G). */
import { z } from 'zod'
import { AwsError, type Operations } from '../../aws-json/index.ts'
import type { ResolvedPool } from '../../template/model.ts'
import type { CognitoContext } from '../context.ts'
import { invalid, notFound } from '../errors.ts'
import type { Family } from '../state/families.ts'
import { endSessions, sessionSettingsOf, ssoMinutesOf, type UserSession, userSessions } from '../state/user-sessions.ts'
import type { User } from '../state/users.ts'
import { callsOn, changeClient } from './shared.ts'

const Revocation = {
  SessionId: z.string().min(1),
  RevokeAssociatedSessions: z.enum(['NONE', 'LINKED']).default('NONE'),
}
// Documented (model): a full replacement, every member is required, and the limits are these.
const PoolSettings = {
  UserSessionTracking: z.enum(['ENABLED', 'DISABLED']),
  TokenSession: z.object({ MaxPerUser: z.int().min(1).max(100) }),
}
const ClientSettings = { SSOSession: z.object({ MaxValidityMinutes: z.int().min(0).max(129_600) }) }

export function sessionOperations(context: CognitoContext) {
  const calls = callsOn(context)
  /** `own`: the family of the caller's token. */
  const list = ({ pool, user, family: own }: Whose) => ({
    // There is one page of everything (documented, model).
    Sessions: sessionsOf(context, pool, user).map((session) => description(session, own?.id)),
  })
  const revoke = ({ pool, user, family: own }: Whose, { SessionId, RevokeAssociatedSessions }: Revoked) => {
    const all = sessionsOf(context, pool, user)
    const session = all.find(({ id }) => id === SessionId)
    if (session === undefined) throw notFound('Session does not exist.')
    // Documented (model): not the caller's own. The exception is inferred.
    if (own !== undefined && session.family === own.id) {
      throw invalid('The session of the access token cannot be revoked with it')
    }
    endSessions(all, session, RevokeAssociatedSessions === 'LINKED')
  }
  const open: Operations = {
    ListUserSessions: calls.own({}, list),
    RevokeUserSession: calls.own(Revocation, revoke),
  }
  const signed: Operations = {
    AdminListUserSessions: calls.user({}, list),
    AdminRevokeUserSession: calls.user(Revocation, revoke),

    GetUserPoolSessionConfiguration: calls.pool({}, (pool) => {
      const { tracking, most } = sessionSettingsOf(pool)
      const UserSessionTracking = tracking ? 'ENABLED' : 'DISABLED'
      return { UserPoolId: pool.id, UserSessionTracking, TokenSession: { MaxPerUser: most } }
    }),

    SetUserPoolSessionConfiguration: calls.pool(PoolSettings, (pool, input) => {
      requirePlan(pool)
      const sessions = { tracking: input.UserSessionTracking === 'ENABLED', most: input.TokenSession.MaxPerUser }
      context.changePool(pool.id, () => ({ sessions }))
      return input
    }),

    GetUserPoolClientSessionConfiguration: calls.client({}, ({ pool, client }) => ({
      UserPoolId: pool.id,
      ClientId: client.id,
      SSOSession: { MaxValidityMinutes: ssoMinutesOf(pool, client) },
    })),

    SetUserPoolClientSessionConfiguration: calls.client(ClientSettings, (at, input) => {
      requirePlan(at.pool)
      requireTracking(at.pool)
      changeClient(context, at, { ssoMinutes: input.SSOSession.MaxValidityMinutes })
      return input
    }),
  }
  return { open, signed }
}

interface Whose {
  readonly pool: ResolvedPool
  readonly user: User
  /** Of the caller's token. */
  readonly family?: Family
}

type Revoked = z.output<z.ZodObject<typeof Revocation>>

/** Where sessions are not tracked there is nothing to list (the exception is documented, its use here inferred). */
function sessionsOf(context: CognitoContext, pool: ResolvedPool, { sub }: User): readonly UserSession[] {
  requireTracking(pool)
  return userSessions(context, pool.id, sub)
}

function requireTracking(pool: ResolvedPool): void {
  if (sessionSettingsOf(pool).tracking) return
  throw new AwsError('OperationNotEnabledException', 'User session tracking is not enabled for this user pool.')
}

/** Documented (model). The words are ours. */
function requirePlan({ plan }: ResolvedPool): void {
  if (plan !== 'LITE') return
  throw new AwsError('FeatureUnavailableInTierException', 'Sessions need the Essentials or the Plus plan.')
}

/** Where it was used from is not known here: `unknown` is one of the documented values, the others are left out. */
const description = ({ id, type, client, created, active, origin, family }: UserSession, own: string | undefined) => ({
  SessionId: id,
  SessionType: type,
  ClientId: client,
  CreateDate: created / 1000,
  LastActiveDate: active / 1000,
  DeviceType: 'unknown',
  OriginSessionId: origin,
  IsCurrentSession: family !== undefined && family === own,
})
