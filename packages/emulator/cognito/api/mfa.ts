/** Authenticator applications through the AWS SDK: enrolment, preference, and what views of a user show of them. */
import { z } from 'zod'
import { type Operation, operation } from '../../aws-json/index.ts'
import type { CognitoContext } from '../context.ts'
import { associate, associateInSession, verify, verifyInSession } from '../sign-in/index.ts'
import { authenticatorOf } from '../sign-in/totp.ts'
import type { User } from '../state/users.ts'
import { holder } from './holder.ts'
import { invalid, poolById, UserTarget, userBy } from './shared.ts'

const factor = 'SOFTWARE_TOKEN_MFA'
const Token = z.object({ AccessToken: z.string().optional(), Session: z.string().optional() })
const Settings = z.object({ Enabled: z.boolean().default(false), PreferredMfa: z.boolean().default(false) }).optional()
const Preferences = z.object({
  SoftwareTokenMfaSettings: Settings,
  SMSMfaSettings: Settings,
  EmailMfaSettings: Settings,
})

export const mfaOperations = (context: CognitoContext): Readonly<Record<string, Operation>> => ({
  AssociateSoftwareToken: operation(Token, async ({ AccessToken, Session }) => {
    if (AccessToken !== undefined) return { SecretCode: associate(context, (await holder(context, AccessToken)).user) }
    const { secret, session } = associateInSession(context, sessionIn(Session))
    return { SecretCode: secret, Session: session }
  }),

  VerifySoftwareToken: operation(
    Token.extend({ UserCode: z.string().regex(/^\d{6}$/) }),
    async ({ AccessToken, Session, UserCode }) => {
      if (AccessToken === undefined) {
        return { Status: 'SUCCESS', Session: verifyInSession(context, sessionIn(Session), UserCode).session }
      }
      verify(context, (await holder(context, AccessToken)).user, UserCode)
      return { Status: 'SUCCESS' }
    },
  ),

  SetUserMFAPreference: operation(Preferences.extend({ AccessToken: z.string() }), async ({ AccessToken, ...wanted }) =>
    prefer(context, (await holder(context, AccessToken)).user, wanted),
  ),
})

export const adminMfaOperations = (context: CognitoContext): Readonly<Record<string, Operation>> => ({
  AdminSetUserMFAPreference: operation(UserTarget.extend(Preferences.shape), ({ UserPoolId, Username, ...wanted }) =>
    prefer(context, userBy(context, poolById(context, UserPoolId), Username), wanted),
  ),

  // Documented (aws-facts §H.2): for a lost phone.
  AdminDeleteSoftwareToken: operation(UserTarget, ({ UserPoolId, Username }) => {
    const { pool, sub } = userBy(context, poolById(context, UserPoolId), Username)
    context.authenticators.drop(pool, sub)
    return {}
  }),
})

/** What `GetUser` and `AdminGetUser` say of it. */
export function mfaView(context: CognitoContext, { pool, sub }: User): object {
  const { secret, enabled, preferred } = authenticatorOf(context, pool, sub)
  if (secret === undefined || !enabled) return {}
  return { UserMFASettingList: [factor], ...(preferred ? { PreferredMfaSetting: factor } : {}) }
}

function sessionIn(session: string | undefined): string {
  if (session === undefined || session === '') throw invalid('Either AccessToken or Session is required')
  return session
}

function prefer(context: CognitoContext, { pool, sub }: User, wanted: z.output<typeof Preferences>): object {
  if (wanted.SMSMfaSettings?.Enabled === true || wanted.EmailMfaSettings?.Enabled === true) {
    throw invalid('The local stack sends no codes: the second factor is SoftwareTokenMfaSettings')
  }
  if (wanted.SoftwareTokenMfaSettings === undefined) return {}
  const { Enabled: enabled, PreferredMfa } = wanted.SoftwareTokenMfaSettings
  const authenticator = authenticatorOf(context, pool, sub)
  if (enabled && authenticator.secret === undefined) throw invalid('User has not verified software token mfa')
  context.authenticators.put(pool, sub, { ...authenticator, enabled, preferred: enabled && PreferredMfa })
  return {}
}
