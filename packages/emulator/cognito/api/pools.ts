/** User pools, read and changed by an administrator. A change holds at once, and until the next start. */
import { z } from 'zod'
import { type Operation, operation } from '../../aws-json/index.ts'
import type { PasswordPolicy, ResolvedPool } from '../../template/model.ts'
import { LambdaConfig } from '../../template/views/pools.ts'
import type { CognitoContext } from '../context.ts'
import { PoolTarget, poolById } from './shared.ts'

/** Documented (CDG/managing-users-passwords): the policy of a pool that states none. */
const defaultPolicy: PasswordPolicy = {
  minimumLength: 8,
  lowercase: true,
  uppercase: true,
  numbers: true,
  symbols: true,
}

export const poolOperations = (context: CognitoContext): Readonly<Record<string, Operation>> => ({
  DescribeUserPool: operation(PoolTarget, ({ UserPoolId }) => ({
    UserPool: view(poolById(context, UserPoolId)),
  })),

  // Documented (aws-facts §I.17): what is left out is set back to its default, the trigger among it.
  UpdateUserPool: operation(
    PoolTarget.extend({
      LambdaConfig: LambdaConfig.default({}),
      AdminCreateUserConfig: z.object({ AllowAdminCreateUserOnly: z.boolean().default(false) }).prefault({}),
      MfaConfiguration: z.enum(['ON', 'OPTIONAL', 'OFF']).default('OFF'),
      UserPoolTier: z.enum(['LITE', 'ESSENTIALS', 'PLUS']).default('ESSENTIALS'),
    }),
    ({ UserPoolId, LambdaConfig: triggers, AdminCreateUserConfig, MfaConfiguration, UserPoolTier }) => {
      poolById(context, UserPoolId)
      const trigger = triggerOf(context, triggers)
      const { PreTokenGeneration: _, PreTokenGenerationConfig: __, ...otherTriggers } = triggers
      context.changePool(UserPoolId, (pool) => ({
        ...pool,
        trigger,
        otherTriggers,
        adminCreatesUsers: AdminCreateUserConfig.AllowAdminCreateUserOnly,
        mfa: MfaConfiguration,
        plan: UserPoolTier,
        passwordPolicy: defaultPolicy,
      }))
      return {}
    },
  ),
})

/** Documented (aws-facts §B.1): the old property alone is a V1_0 trigger. */
function triggerOf(
  { functionOf }: CognitoContext,
  { PreTokenGenerationConfig, PreTokenGeneration }: z.output<typeof LambdaConfig>,
): ResolvedPool['trigger'] {
  const arn = PreTokenGenerationConfig?.LambdaArn ?? PreTokenGeneration
  if (arn === undefined) return undefined
  return {
    // A function that the template lacks cannot run here: no token (aws-facts §B.5).
    functionLogicalId: functionOf(arn) ?? arn,
    arn,
    version: PreTokenGenerationConfig?.LambdaVersion ?? 'V1_0',
  }
}

const view = (pool: ResolvedPool) => ({
  Id: pool.id,
  Arn: `arn:aws:cognito-idp:${pool.region}:000000000000:userpool/${pool.id}`,
  Name: pool.title,
  UserPoolTier: pool.plan,
  MfaConfiguration: pool.mfa,
  LambdaConfig: { ...pool.otherTriggers, ...triggerView(pool) },
  AdminCreateUserConfig: { AllowAdminCreateUserOnly: pool.adminCreatesUsers },
  // Documented (aws-facts §I.17): with the prefix. AWS lists the standard ones besides.
  SchemaAttributes: pool.customAttributes.map(({ name, mutable }) => ({ Name: `custom:${name}`, Mutable: mutable })),
})

const triggerView = ({ trigger }: ResolvedPool) =>
  trigger === undefined
    ? {}
    : {
        // Inferred: both are told; documented is that both must name the same function.
        PreTokenGeneration: trigger.arn,
        PreTokenGenerationConfig: { LambdaArn: trigger.arn, LambdaVersion: trigger.version },
      }
