/** A user's sessions: listed and ended by the user or an administrator, and how many there may be (aws-facts §G). */
import { z } from 'zod'
import { AwsError, type Operation, operation } from '../../aws-json/index.ts'
import type { ResolvedPool } from '../../template/model.ts'
import type { CognitoContext } from '../context.ts'
import { sessionSettingsOf } from '../session-settings.ts'
import { endSessions, type UserSession, userSessions } from '../state/user-sessions.ts'
import { holder } from './holder.ts'
import { invalid, PoolTarget, poolById, userBy } from './shared.ts'

const Revocation = z.object({
  SessionId: z.string().min(1),
  RevokeAssociatedSessions: z.enum(['NONE', 'LINKED']).default('NONE'),
})
const Own = z.object({ AccessToken: z.string().min(1) })
const Target = PoolTarget.extend({ Username: z.string().min(1).max(128) })

/** What the holder of an access token may do. There is one page of everything (documented, model). */
export const ownSessionOperations = (context: CognitoContext): Readonly<Record<string, Operation>> => ({
  ListUserSessions: operation(Own, async ({ AccessToken }) => {
    const { pool, user, family } = await holder(context, AccessToken)
    return { Sessions: sessionsOf(context, pool, user.sub).map((session) => description(session, family)) }
  }),

  RevokeUserSession: operation(Own.extend(Revocation.shape), async ({ AccessToken, ...input }) => {
    const { pool, user, family } = await holder(context, AccessToken)
    // Documented (model): not the caller's own. The exception is inferred.
    const session = revoke(context, pool, user.sub, input, (found) => found.family !== family)
    return session
  }),
})

/** What an administrator may do. */
export const sessionOperations = (context: CognitoContext): Readonly<Record<string, Operation>> => ({
  AdminListUserSessions: operation(Target, ({ UserPoolId, Username }) => {
    const pool = poolById(context, UserPoolId)
    const sessions = sessionsOf(context, pool, userBy(context, pool, Username).sub)
    return { Sessions: sessions.map((session) => description(session, undefined)) }
  }),

  AdminRevokeUserSession: operation(Target.extend(Revocation.shape), ({ UserPoolId, Username, ...input }) => {
    const pool = poolById(context, UserPoolId)
    return revoke(context, pool, userBy(context, pool, Username).sub, input, () => true)
  }),
})

/** Where sessions are not tracked there is nothing to list (the exception is documented, its use here inferred). */
function sessionsOf(context: CognitoContext, pool: ResolvedPool, sub: string): readonly UserSession[] {
  requireTracking(pool)
  return userSessions(context, pool.id, sub)
}

export function requireTracking(pool: ResolvedPool): void {
  if (sessionSettingsOf(pool).tracking) return
  throw new AwsError('OperationNotEnabledException', 'User session tracking is not enabled for this user pool.')
}

function revoke(
  context: CognitoContext,
  pool: ResolvedPool,
  sub: string,
  { SessionId, RevokeAssociatedSessions }: z.output<typeof Revocation>,
  allowed: (session: UserSession) => boolean,
): object {
  const all = sessionsOf(context, pool, sub)
  const session = all.find(({ id }) => id === SessionId)
  if (session === undefined) throw new AwsError('ResourceNotFoundException', 'Session does not exist.')
  if (!allowed(session)) throw invalid('The session of the access token cannot be revoked with it')
  endSessions(all, session, RevokeAssociatedSessions === 'LINKED')
  return {}
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
