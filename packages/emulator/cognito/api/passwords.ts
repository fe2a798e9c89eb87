/** Passwords through the AWS SDK: changed, forgotten, taken away. */
import { z } from 'zod'
import { type Operation, operation } from '../../aws-json/index.ts'
import type { CognitoContext } from '../context.ts'
import { changePassword, confirmReset, demandReset, requestReset } from '../sign-in/index.ts'
import { holder } from './holder.ts'
import { checkSecretHash, clientById, poolById, UserTarget, userBy } from './shared.ts'

const password = z.string().min(1).max(256)
const Forgotten = z.object({
  ClientId: z.string().min(1),
  Username: z.string().min(1).max(128),
  SecretHash: z.string().optional(),
})

export function passwordOperations(context: CognitoContext): Readonly<Record<string, Operation>> {
  const proven = ({ ClientId, Username, SecretHash }: z.output<typeof Forgotten>) => {
    const at = clientById(context, ClientId)
    checkSecretHash(at.client, Username, SecretHash)
    return at
  }
  return {
    ChangePassword: operation(
      z.object({ AccessToken: z.string(), PreviousPassword: password, ProposedPassword: password }),
      async ({ AccessToken, PreviousPassword, ProposedPassword }) => {
        const { pool, user } = await holder(context, AccessToken)
        await changePassword(context, pool, user, PreviousPassword, ProposedPassword)
        return {}
      },
    ),

    ForgotPassword: operation(Forgotten, (input) => ({
      CodeDeliveryDetails: requestReset(context, proven(input), input.Username),
    })),

    ConfirmForgotPassword: operation(
      Forgotten.extend({ ConfirmationCode: z.string().min(1), Password: password }),
      async ({ ConfirmationCode: code, Password, ...input }) => {
        await confirmReset(context, proven(input), { username: input.Username, code, password: Password })
        return {}
      },
    ),
  }
}

export const adminPasswordOperations = (context: CognitoContext): Readonly<Record<string, Operation>> => ({
  AdminResetUserPassword: operation(UserTarget, ({ UserPoolId, Username }) => {
    const pool = poolById(context, UserPoolId)
    demandReset(context, pool, userBy(context, pool, Username))
    return {}
  }),
})
