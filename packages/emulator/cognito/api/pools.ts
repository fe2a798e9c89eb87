/** User pools, read and changed by an administrator. A change holds at once, and until the next start. */
import { z } from 'zod'
import { type Operation, operation } from '../../aws-json/index.ts'
import type { ResolvedPool } from '../../template/model.ts'
import { effectivePoolSettings, type LambdaConfig, poolSettings } from '../../template/pool-settings.ts'
import type { CognitoContext } from '../context.ts'
import { PoolTarget, poolById } from './shared.ts'

const Settings = poolSettings(z.int().nonnegative(), z.boolean())

export const poolOperations = (context: CognitoContext): Readonly<Record<string, Operation>> => ({
  DescribeUserPool: operation(PoolTarget, ({ UserPoolId }) => ({
    UserPool: view(poolById(context, UserPoolId)),
  })),

  // Documented (aws-facts §I.17): what is left out is set back to its default, the trigger among it.
  UpdateUserPool: operation(PoolTarget.extend(Settings.shape), ({ UserPoolId, ...settings }) => {
    poolById(context, UserPoolId)
    const trigger = triggerOf(context, settings.LambdaConfig)
    context.changePool(UserPoolId, (pool) => ({ ...pool, ...effectivePoolSettings(settings), trigger }))
    return {}
  }),
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
  Domain: pool.domainPrefix,
  UserPoolTier: pool.plan,
  MfaConfiguration: pool.mfa,
  // Documented (model): always all four, with their effective names.
  AcrConfiguration: Object.fromEntries(pool.levelNames.map((AcrValue, index) => [`Level${index + 1}`, { AcrValue }])),
  LambdaConfig: { ...pool.otherTriggers, ...triggerView(pool) },
  AdminCreateUserConfig: { AllowAdminCreateUserOnly: pool.adminCreatesUsers },
  UsernameConfiguration: { CaseSensitive: pool.caseSensitive },
  // Documented (aws-facts §I.17): with the prefix.
  SchemaAttributes: pool.attributes.map(({ name, type, mutable, required }) => ({
    Name: name,
    AttributeDataType: type,
    Mutable: mutable,
    Required: required,
  })),
})

const triggerView = ({ trigger }: ResolvedPool) =>
  trigger === undefined
    ? {}
    : {
        // Inferred: both are told; documented is that both must name the same function.
        PreTokenGeneration: trigger.arn,
        PreTokenGenerationConfig: { LambdaArn: trigger.arn, LambdaVersion: trigger.version },
      }
