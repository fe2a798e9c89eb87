/** Authenticator applications through the AWS SDK: enrolment, preference, and what views of a user show of them. */
import { z } from 'zod'
import { type Operations, operation } from '../../aws-json/index.ts'
import type { CognitoContext } from '../context.ts'
import { invalid } from '../errors.ts'
import { associate, associateInSession, verify, verifyInSession } from '../sign-in/index.ts'
import { authenticatorOf } from '../sign-in/totp.ts'
import type { User } from '../state/users.ts'
import { holder } from './shared.ts'

const factor = 'SOFTWARE_TOKEN_MFA'
const Token = z.object({ AccessToken: z.string().optional(), Session: z.string().optional() })
const Settings = z.object({ Enabled: z.boolean().default(false), PreferredMfa: z.boolean().default(false) }).optional()
export const Preferences = { SoftwareTokenMfaSettings: Settings, SMSMfaSettings: Settings, EmailMfaSettings: Settings }

export const enrolmentOperations = (context: CognitoContext): Operations => ({
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

type Wanted = Partial<Record<keyof typeof Preferences, z.output<typeof Settings>>>

export function prefer(context: CognitoContext, { pool, sub }: User, wanted: Wanted): void {
  if (wanted.SMSMfaSettings?.Enabled === true || wanted.EmailMfaSettings?.Enabled === true) {
    throw invalid('The local stack sends no codes: the second factor is SoftwareTokenMfaSettings')
  }
  if (wanted.SoftwareTokenMfaSettings === undefined) return
  const { Enabled: enabled, PreferredMfa } = wanted.SoftwareTokenMfaSettings
  const authenticator = authenticatorOf(context, pool, sub)
  if (enabled && authenticator.secret === undefined) throw invalid('User has not verified software token mfa')
  context.authenticators.put(pool, sub, { ...authenticator, enabled, preferred: enabled && PreferredMfa })
}
