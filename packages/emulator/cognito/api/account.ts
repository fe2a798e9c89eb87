/** What people do with their own account: by an access token, or without one because they forgot the password. */
import { z } from 'zod'
import type { Operations } from '../../aws-json/index.ts'
import type { CognitoContext } from '../context.ts'
import { invalid, notAuthorized } from '../errors.ts'
import { changePassword, confirmReset, requestReset } from '../sign-in/index.ts'
import { readable } from '../tokens/attributes.ts'
import { sendEmailCode, verifyEmail, writeOwn } from '../users/own-attributes.ts'
import { checkAttributes } from '../users/schema.ts'
import { mfaView, Preferences, prefer } from './mfa.ts'
import { AttributeList, attributeList, callsOn, checkSecretHash, Password, removeUser } from './shared.ts'

/** Only addresses are proven here: there are no telephones. */
const AttributeName = z.literal('email')
const Forgotten = { Username: z.string().min(1).max(128), SecretHash: z.string().optional() }

export function accountOperations(context: CognitoContext): Operations {
  const { own, application } = callsOn(context)
  return {
    GetUser: own({}, ({ client, user }) => {
      const attributes = { sub: user.sub, ...readable(client, user.attributes) }
      return { Username: user.sub, UserAttributes: attributeList(attributes), ...mfaView(context, user) }
    }),

    UpdateUserAttributes: own({ UserAttributes: AttributeList }, ({ pool, client, user }, input) => {
      checkAttributes(pool, client, user.attributes, input.UserAttributes)
      return { CodeDeliveryDetailsList: writeOwn(context, pool, user, input.UserAttributes) }
    }),

    GetUserAttributeVerificationCode: own({ AttributeName }, ({ pool, user }) => ({
      CodeDeliveryDetails: sendEmailCode(context, pool, user),
    })),

    VerifyUserAttribute: own({ AttributeName, Code: z.string().min(1) }, ({ pool, user }, { Code }) =>
      verifyEmail(context, pool, user, Code),
    ),

    SetUserMFAPreference: own(Preferences, ({ user }, wanted) => prefer(context, user, wanted)),

    ChangePassword: own(
      { PreviousPassword: Password, ProposedPassword: Password },
      ({ pool, user }, { PreviousPassword, ProposedPassword }) =>
        changePassword(context, pool, user, PreviousPassword, ProposedPassword),
    ),

    GlobalSignOut: own({}, ({ user }) => context.families.revokeAll(user)),

    DeleteUser: own({}, ({ user }) => removeUser(context, user)),

    ForgotPassword: application(Forgotten, (at, { Username, SecretHash }) => {
      checkSecretHash(at.client, Username, SecretHash)
      return { CodeDeliveryDetails: requestReset(context, at, Username) }
    }),

    ConfirmForgotPassword: application({ ...Forgotten, ConfirmationCode: z.string().min(1), Password }, (at, input) => {
      const { Username: username, SecretHash, ConfirmationCode: code, Password: password } = input
      checkSecretHash(at.client, username, SecretHash)
      return confirmReset(context, at, { username, code, password })
    }),

    SignUp: application({}, ({ pool }) => {
      // Measured (aws-facts §H.1).
      if (pool.adminCreatesUsers) throw notAuthorized('SignUp is not permitted for this user pool')
      throw invalid('The local stack does not emulate `SignUp`: make users with `AdminCreateUser`')
    }),
  }
}
