/** What a person or a client may do with their own token: GetUser, UpdateUserAttributes, GlobalSignOut, RevokeToken. */
import { z } from 'zod'
import { AwsError, type Operation, operation } from '../../aws-json/index.ts'
import { provesSecret } from '../client-secrets.ts'
import type { CognitoContext } from '../context.ts'
import { isJwt } from '../oauth/revoke.ts'
import { removeUser } from '../sign-in/remove-user.ts'
import { readable } from '../tokens/attributes.ts'
import { sendEmailCode, verifyEmail, writeOwn } from '../users/own-attributes.ts'
import { checkAttributes } from '../users/schema.ts'
import { holder } from './holder.ts'
import { mfaView } from './mfa.ts'
import { AttributeList, attributeList, attributesOf, clientById, invalid, notAuthorized } from './shared.ts'

/** Only addresses are proven here: there are no telephones. */
const EmailOfHolder = z.object({ AccessToken: z.string(), AttributeName: z.literal('email') })

export function selfServiceOperations(context: CognitoContext): Readonly<Record<string, Operation>> {
  return {
    GetUser: operation(z.object({ AccessToken: z.string() }), async ({ AccessToken }) => {
      const { client, user } = await holder(context, AccessToken)
      const attributes = { sub: user.sub, ...readable(client, user.attributes) }
      return { Username: user.sub, UserAttributes: attributeList(attributes), ...mfaView(context, user) }
    }),

    UpdateUserAttributes: operation(
      z.object({ AccessToken: z.string(), UserAttributes: AttributeList }),
      async ({ AccessToken, UserAttributes }) => {
        const { pool, client, user } = await holder(context, AccessToken)
        const changes = attributesOf(UserAttributes)
        checkAttributes(pool, client, user.attributes, changes)
        return { CodeDeliveryDetailsList: writeOwn(context, pool, user, changes) }
      },
    ),

    GetUserAttributeVerificationCode: operation(EmailOfHolder, async ({ AccessToken }) => {
      const { pool, user } = await holder(context, AccessToken)
      return { CodeDeliveryDetails: sendEmailCode(context, pool, user) }
    }),

    VerifyUserAttribute: operation(EmailOfHolder.extend({ Code: z.string().min(1) }), async ({ AccessToken, Code }) => {
      verifyEmail(context, (await holder(context, AccessToken)).user, Code)
      return {}
    }),

    DeleteUser: operation(z.object({ AccessToken: z.string() }), async ({ AccessToken }) => {
      removeUser(context, (await holder(context, AccessToken)).user)
      return {}
    }),

    SignUp: operation(z.object({ ClientId: z.string().min(1) }), ({ ClientId }) => {
      // Measured (aws-facts §H.1).
      if (clientById(context, ClientId).pool.adminCreatesUsers) {
        throw notAuthorized('SignUp is not permitted for this user pool')
      }
      throw invalid('The local stack does not emulate `SignUp`: make users with `AdminCreateUser`')
    }),

    GlobalSignOut: operation(z.object({ AccessToken: z.string() }), async ({ AccessToken }) => {
      const { pool, user } = await holder(context, AccessToken)
      context.families.revokeAll(pool.id, user.sub)
      return {}
    }),

    RevokeToken: operation(
      z.object({ Token: z.string().min(1), ClientId: z.string().min(1), ClientSecret: z.string().optional() }),
      ({ Token, ClientId, ClientSecret }) => {
        const { pool, client } = clientById(context, ClientId)
        // The exceptions are those that the API lists (documented); which one stands for what is inferred.
        if (!provesSecret(client, ClientSecret)) throw notAuthorized('Invalid client secret')
        if (!client.tokenRevocation) {
          throw new AwsError('UnsupportedOperationException', 'Token revocation is not enabled for this client')
        }
        if (isJwt(Token)) throw new AwsError('UnsupportedTokenTypeException', 'Unsupported token type')
        const family = context.families.byRefreshToken(pool.id, Token)
        if (family !== undefined && family.client !== client.id) {
          throw new AwsError('UnauthorizedException', 'The token was issued to another client')
        }
        if (family !== undefined) context.families.revoke(pool.id, family.id)
        return {}
      },
    ),
  }
}
