/** What an administrator may do with users. Any credentials count as an administrator's here; see `index.ts`. */
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { AwsError, type Operation, operation } from '../../aws-json/index.ts'
import type { CognitoContext } from '../context.ts'
import { hashPassword } from '../secrets.ts'
import { invite, requirePolicy, setPassword, temporaryPassword } from '../sign-in/passwords.ts'
import { removeUser } from '../sign-in/remove-user.ts'
import type { User } from '../state/users.ts'
import { checkAttributes, withChanges } from '../users/schema.ts'
import { mfaView } from './mfa.ts'
import {
  AttributeList,
  attributeList,
  attributesOf,
  invalid,
  poolById,
  UserTarget,
  userBy,
  userView,
} from './shared.ts'

export function adminOperations(context: CognitoContext): Readonly<Record<string, Operation>> {
  const found = ({ UserPoolId, Username }: z.output<typeof UserTarget>): User =>
    userBy(context, poolById(context, UserPoolId), Username)
  const save = (user: User) => {
    if (!context.users.save(user)) {
      throw new AwsError('AliasExistsException', 'An account with the email already exists.')
    }
    return {}
  }
  return {
    // By sub or e-mail (documented, aws-facts §H).
    AdminGetUser: operation(UserTarget, (input) => {
      const user = found(input)
      return { ...userView(user), UserAttributes: attributeList(user.attributes), ...mfaView(context, user) }
    }),

    // Documented (aws-facts §G): all of the user's tokens; the managed-login cookie stays.
    AdminUserGlobalSignOut: operation(UserTarget, (input) => {
      const { pool, sub } = found(input)
      context.families.revokeAll(pool, sub)
      return {}
    }),

    // Documented (aws-facts §G): tokens are revoked, and enabling the user again does not revive them.
    AdminDisableUser: operation(UserTarget, (input) => {
      const user = found(input)
      context.families.revokeAll(user.pool, user.sub)
      return save({ ...user, enabled: false })
    }),

    AdminDeleteUser: operation(UserTarget, (input) => {
      removeUser(context, found(input))
      return {}
    }),

    AdminEnableUser: operation(UserTarget, (input) => save({ ...found(input), enabled: true })),

    AdminUpdateUserAttributes: operation(UserTarget.extend({ UserAttributes: AttributeList }), (input) => {
      const user = found(input)
      const changes = attributesOf(input.UserAttributes)
      checkAttributes(poolById(context, input.UserPoolId), undefined, user.attributes, changes)
      return save({ ...user, attributes: withChanges(user.attributes, changes) })
    }),

    AdminSetUserPassword: operation(
      UserTarget.extend({ Password: z.string().min(1).max(256), Permanent: z.boolean().default(false) }),
      async (input) => {
        const status = input.Permanent ? 'CONFIRMED' : 'FORCE_CHANGE_PASSWORD'
        await setPassword(context, poolById(context, input.UserPoolId), found(input), input.Password, status)
        return {}
      },
    ),

    AdminCreateUser: operation(
      UserTarget.extend({
        UserAttributes: AttributeList.default([]),
        TemporaryPassword: z.string().min(1).max(256).optional(),
        MessageAction: z.enum(['SUPPRESS', 'RESEND']).optional(),
      }),
      async (input) => {
        const pool = poolById(context, input.UserPoolId)
        const password = input.TemporaryPassword ?? temporaryPassword(pool)
        const known = (user: User) => ({ User: { ...userView(user), Attributes: attributeList(user.attributes) } })
        if (input.MessageAction === 'RESEND') {
          const user = found(input)
          if (user.status !== 'FORCE_CHANGE_PASSWORD') {
            throw new AwsError(
              'UnsupportedUserStateException',
              'Resend not possible. User status is not FORCE_CHANGE_PASSWORD',
            )
          }
          const changed = await setPassword(context, pool, user, password, user.status)
          invite(context, changed, password)
          return known(changed)
        }
        // Documented: where people sign in by e-mail, the user name is one and Cognito makes up the sub.
        if (!z.email().safeParse(input.Username).success) {
          throw invalid('Username should be an email.')
        }
        const attributes = attributesOf(input.UserAttributes)
        checkAttributes(pool, undefined, undefined, attributes)
        requirePolicy(pool, password)
        const owner = { pool: pool.id, sub: randomUUID() }
        const created = context.users.create({
          ...owner,
          email: input.Username,
          passwordHash: await hashPassword(password, owner),
          status: 'FORCE_CHANGE_PASSWORD',
          attributes: withChanges(undefined, attributes),
        })
        if (created === undefined) throw new AwsError('UsernameExistsException', 'User account already exists')
        if (input.MessageAction === undefined) invite(context, created, password)
        return known(created)
      },
    ),
  }
}
