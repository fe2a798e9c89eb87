/** What an administrator may do with users. */
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { AwsError, type Operations } from '../../aws-json/index.ts'
import type { CognitoContext } from '../context.ts'
import { invalid } from '../errors.ts'
import { hashPassword } from '../secrets.ts'
import { demandReset } from '../sign-in/index.ts'
import { invite, requirePolicy, setPassword, temporaryPassword } from '../sign-in/passwords.ts'
import type { User } from '../state/users.ts'
import { checkAttributes, saveUser, withChanges } from '../users/schema.ts'
import { listUsers } from './list-users.ts'
import { mfaView, Preferences, prefer } from './mfa.ts'
import { AttributeList, attributeList, callsOn, Password, removeUser, userBy, userView } from './shared.ts'

const NewUser = {
  Username: z.string().min(1).max(128),
  UserAttributes: AttributeList.default({}),
  TemporaryPassword: Password.optional(),
  MessageAction: z.enum(['SUPPRESS', 'RESEND']).optional(),
}

export function userOperations(context: CognitoContext): Operations {
  const calls = callsOn(context)
  const view = (user: User) => ({ User: { ...userView(user), Attributes: attributeList(user.attributes) } })
  return {
    AdminCreateUser: calls.pool(NewUser, async (pool, input) => {
      const password = input.TemporaryPassword ?? temporaryPassword(pool)
      if (input.MessageAction === 'RESEND') {
        const user = userBy(context, pool, input.Username)
        if (user.status !== 'FORCE_CHANGE_PASSWORD') {
          const words = 'Resend not possible. User status is not FORCE_CHANGE_PASSWORD'
          throw new AwsError('UnsupportedUserStateException', words)
        }
        const changed = await setPassword(context, pool, user, password, user.status)
        invite(context, changed, password)
        return view(changed)
      }
      // Documented: where people sign in by e-mail, the user name is one and Cognito makes up the sub.
      if (!z.email().safeParse(input.Username).success) throw invalid('Username should be an email.')
      checkAttributes(pool, undefined, undefined, input.UserAttributes)
      requirePolicy(pool, password)
      const owner = { pool: pool.id, sub: randomUUID() }
      const created = context.users.create({
        ...owner,
        email: input.Username,
        passwordHash: await hashPassword(password, owner),
        status: 'FORCE_CHANGE_PASSWORD',
        attributes: withChanges(undefined, input.UserAttributes),
      })
      if (created === undefined) throw new AwsError('UsernameExistsException', 'User account already exists')
      if (input.MessageAction === undefined) invite(context, created, password)
      return view(created)
    }),

    ListUsers: listUsers(context),

    AdminGetUser: calls.user({}, ({ user }) => ({
      ...userView(user),
      UserAttributes: attributeList(user.attributes),
      ...mfaView(context, user),
    })),

    AdminUpdateUserAttributes: calls.user({ UserAttributes: AttributeList }, ({ pool, user }, input) => {
      checkAttributes(pool, undefined, user.attributes, input.UserAttributes)
      saveUser(context, { ...user, attributes: withChanges(user.attributes, input.UserAttributes) })
    }),

    // Documented (aws-facts §G): all of the user's tokens; the managed-login cookie stays.
    AdminUserGlobalSignOut: calls.user({}, ({ user }) => context.families.revokeAll(user)),

    // Documented (aws-facts §G): tokens are revoked, and enabling the user again does not revive them.
    AdminDisableUser: calls.user({}, ({ user }) => {
      context.families.revokeAll(user)
      saveUser(context, { ...user, enabled: false })
    }),

    AdminEnableUser: calls.user({}, ({ user }) => saveUser(context, { ...user, enabled: true })),

    AdminDeleteUser: calls.user({}, ({ user }) => removeUser(context, user)),

    AdminSetUserPassword: calls.user(
      { Password, Permanent: z.boolean().default(false) },
      async ({ pool, user }, input) => {
        await setPassword(context, pool, user, input.Password, input.Permanent ? 'CONFIRMED' : 'FORCE_CHANGE_PASSWORD')
      },
    ),

    AdminResetUserPassword: calls.user({}, ({ pool, user }) => demandReset(context, pool, user)),

    AdminSetUserMFAPreference: calls.user(Preferences, ({ user }, wanted) => prefer(context, user, wanted)),

    // Documented (aws-facts §H.2): for a lost phone.
    AdminDeleteSoftwareToken: calls.user({}, ({ user }) => void context.authenticators.drop(user.pool, user.sub)),

    // No call makes a group here.
    ListGroups: calls.pool({}, () => ({ Groups: [] })),
    AdminListGroupsForUser: calls.user({}, () => ({ Groups: [] })),
  }
}
