/** What a person or a client may do with their own token: GetUser, UpdateUserAttributes, GlobalSignOut, RevokeToken. */
import { z } from 'zod'
import { AwsError, type Operation, operation } from '../../aws-json/index.ts'
import { provesSecret } from '../client-secrets.ts'
import type { CognitoContext } from '../context.ts'
import { isJwt } from '../oauth/revoke.ts'
import { removeUser } from '../sign-in/remove-user.ts'
import { readable } from '../tokens/attributes.ts'
import { checkAttributes, withChanges } from '../users/schema.ts'
import { holder } from './holder.ts'
import { mfaView } from './mfa.ts'
import { AttributeList, attributeList, attributesOf, clientById, invalid, notAuthorized } from './shared.ts'

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
        // Changing the e-mail would need its verification code, which is not emulated.
        if ('email' in changes || 'email_verified' in changes) {
          throw invalid('The local stack does not emulate changing `email` by its owner')
        }
        context.users.save({ ...user, attributes: withChanges(user.attributes, changes) })
        return { CodeDeliveryDetailsList: [] }
      },
    ),

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
