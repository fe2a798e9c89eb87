/** What an administrator may do with users. Any credentials count as an administrator's here; see `index.ts`. */
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { AwsError, type Operation, operation } from '../../aws-json/index.ts'
import type { CognitoContext } from '../context.ts'
import { hashPassword, randomToken } from '../secrets.ts'
import { requirePolicy, setPassword } from '../sign-in/passwords.ts'
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
        MessageAction: z.string().optional(),
      }),
      async (input) => {
        const pool = poolById(context, input.UserPoolId)
        // There is no mail here, and a success would promise one.
        if (input.MessageAction !== 'SUPPRESS') {
          throw invalid('The local stack sends no mail: set `MessageAction` to SUPPRESS')
        }
        // Documented: where people sign in by e-mail, the user name is one and Cognito makes up the sub.
        if (!z.email().safeParse(input.Username).success) {
          throw invalid('Username should be an email.')
        }
        const attributes = attributesOf(input.UserAttributes)
        checkAttributes(pool, undefined, undefined, attributes)
        if (input.TemporaryPassword !== undefined) requirePolicy(pool, input.TemporaryPassword)
        const owner = { pool: pool.id, sub: randomUUID() }
        const created = context.users.create({
          ...owner,
          email: input.Username,
          passwordHash: await hashPassword(input.TemporaryPassword ?? randomToken(), owner),
          status: 'FORCE_CHANGE_PASSWORD',
          attributes: withChanges(undefined, attributes),
        })
        if (created === undefined) throw new AwsError('UsernameExistsException', 'User account already exists')
        return { User: { ...userView(created), Attributes: attributeList(created.attributes) } }
      },
    ),
  }
}
