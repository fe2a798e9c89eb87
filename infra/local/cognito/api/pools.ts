/**
 * User pools, read and changed by an administrator. A change holds at once, and until the next start.
 *
 * @module
 */
import { z } from 'zod'
import { type Operation, operation } from '../../aws-json/index.ts'
import type { CognitoContext } from '../context.ts'
import type { PasswordPolicy, ResolvedPool } from '../model.ts'
import { invalidParameter, poolById } from './shared.ts'

const Target = z.object({ UserPoolId: z.string().min(1) })

const LambdaConfig = z.object({
  PreTokenGeneration: z.string().optional(),
  PreTokenGenerationConfig: z
    .object({ LambdaArn: z.string(), LambdaVersion: z.enum(['V1_0', 'V2_0', 'V3_0']) })
    .optional(),
})

/** Documented (CDG/managing-users-passwords): the policy of a pool that states none. */
const defaultPolicy: PasswordPolicy = {
  minimumLength: 8,
  lowercase: true,
  uppercase: true,
  numbers: true,
  symbols: true,
}

export const poolOperations = (context: CognitoContext): Readonly<Record<string, Operation>> => ({
  DescribeUserPool: operation(Target, invalidParameter, ({ UserPoolId }) => ({
    UserPool: view(poolById(context, UserPoolId)),
  })),

  // Documented (aws-facts §I.17): what is left out is set back to its default, the trigger among it.
  UpdateUserPool: operation(
    Target.extend({
      LambdaConfig: LambdaConfig.default({}),
      MfaConfiguration: z.enum(['ON', 'OPTIONAL', 'OFF']).default('OFF'),
      UserPoolTier: z.enum(['LITE', 'ESSENTIALS', 'PLUS']).default('ESSENTIALS'),
    }),
    invalidParameter,
    ({ UserPoolId, LambdaConfig: triggers, MfaConfiguration, UserPoolTier }) => {
      poolById(context, UserPoolId)
      const trigger = triggerOf(context, triggers)
      context.changePool(UserPoolId, (pool) => ({
        ...pool,
        trigger,
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

const view = ({ id, title, plan, mfa, trigger, region }: ResolvedPool) => ({
  Id: id,
  Arn: `arn:aws:cognito-idp:${region}:000000000000:userpool/${id}`,
  Name: title,
  UserPoolTier: plan,
  MfaConfiguration: mfa,
  LambdaConfig:
    trigger === undefined
      ? {}
      : {
          // Inferred: both are told; documented is that both must name the same function.
          PreTokenGeneration: trigger.arn,
          PreTokenGenerationConfig: { LambdaArn: trigger.arn, LambdaVersion: trigger.version },
        },
})
