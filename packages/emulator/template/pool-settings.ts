/** The settings of a user pool as AWS writes them, in templates and in its API alike, and what they come to. */
import { z } from 'zod'
import type { Fixed } from './model.ts'

/** The triggers of a pool. Others than ours do not run here, and are reported: `drift` must see them. */
export const LambdaConfig = z.looseObject({
  PreTokenGenerationConfig: z
    .object({ LambdaArn: z.string(), LambdaVersion: z.enum(['V1_0', 'V2_0', 'V3_0']) })
    .optional(),
  PreTokenGeneration: z.string().optional(),
})

const names = z.array(z.string()).default([])
const Recovery = z.enum(['verified_email', 'verified_phone_number', 'admin_only'])

/** The settings that `UpdateUserPool` takes too. The defaults are those of a pool that says nothing (documented, CFN/aws-resource-cognito-userpool). */
export const poolSettings = (count: z.ZodType<number>, flag: z.ZodType<boolean>) =>
  z.object({
    UserPoolTier: z.enum(['LITE', 'ESSENTIALS', 'PLUS']).default('ESSENTIALS'),
    MfaConfiguration: z.enum(['ON', 'OPTIONAL', 'OFF']).default('OFF'),
    LambdaConfig: LambdaConfig.default({}),
    AdminCreateUserConfig: z.object({ AllowAdminCreateUserOnly: flag.default(false) }).prefault({}),
    Policies: z
      .object({
        PasswordPolicy: z
          .object({
            MinimumLength: count.default(8),
            RequireLowercase: flag.default(false),
            RequireUppercase: flag.default(false),
            RequireNumbers: flag.default(false),
            RequireSymbols: flag.default(false),
            // Zero counts as left out (documented, model).
            TemporaryPasswordValidityDays: count.default(7).transform((days) => days || 7),
          })
          // Documented (CDG/managing-users-passwords): the policy of a pool that states none.
          .default({
            MinimumLength: 8,
            RequireLowercase: true,
            RequireUppercase: true,
            RequireNumbers: true,
            RequireSymbols: true,
            TemporaryPasswordValidityDays: 7,
          }),
      })
      .prefault({}),
    // Documented (model): by `Level1` to `Level4`, and no name twice, the defaults included.
    AcrConfiguration: z
      .partialRecord(z.enum(['Level1', 'Level2', 'Level3', 'Level4']), z.object({ AcrValue: z.string().min(1) }))
      .default({})
      .transform(namesOfLevels)
      .refine((levels) => new Set(levels).size === levels.length),
    AutoVerifiedAttributes: names,
    AccountRecoverySetting: z
      .object({ RecoveryMechanisms: z.array(z.object({ Name: Recovery, Priority: count })) })
      .optional(),
    UserAttributeUpdateSettings: z.object({ AttributesRequireVerificationBeforeUpdate: names }).prefault({}),
    VerificationMessageTemplate: z
      .object({
        // A link instead of a code is not emulated.
        DefaultEmailOption: z.literal('CONFIRM_WITH_CODE').optional(),
        EmailSubject: z.string().default('Your verification code'),
        EmailMessage: z.string().default('Your verification code is {####}.'),
      })
      .prefault({}),
  })

/** The effective names (documented, aws-facts §A.4). */
export function namesOfLevels(renamed: Readonly<Record<string, { readonly AcrValue: string } | undefined>>) {
  return [1, 2, 3, 4].map((level) => renamed[`Level${level}`]?.AcrValue ?? `urn:cognito:loa:${level}`)
}

/** What the settings of a pool come to. */
export type EffectivePoolSettings = Fixed<ReturnType<typeof effectivePoolSettings>>

export function effectivePoolSettings(settings: z.output<ReturnType<typeof poolSettings>>) {
  const { PreTokenGeneration: _, PreTokenGenerationConfig: __, ...otherTriggers } = settings.LambdaConfig
  const { EmailSubject, EmailMessage } = settings.VerificationMessageTemplate
  return {
    plan: settings.UserPoolTier,
    mfa: settings.MfaConfiguration,
    /** The names that the claim `acr` has for the levels 1 to 4. */
    levelNames: settings.AcrConfiguration,
    /** Triggers of other kinds, by their names in `LambdaConfig`. Reported, and never run. */
    otherTriggers,
    /** Whether only administrators make users. */
    adminCreatesUsers: settings.AdminCreateUserConfig.AllowAdminCreateUserOnly,
    /** As AWS writes it. */
    passwordPolicy: settings.Policies.PasswordPolicy,
    /** `AutoVerifiedAttributes`: what Cognito itself proves by a code. */
    autoVerified: settings.AutoVerifiedAttributes,
    /** How people may reset a forgotten password, the preferred way first. Empty where the pool does not say. */
    recovery: (settings.AccountRecoverySetting?.RecoveryMechanisms ?? [])
      .toSorted((a, b) => a.Priority - b.Priority)
      .map(({ Name }) => Name),
    /** Attributes whose old value holds until the new one is proven. */
    keepOriginal: settings.UserAttributeUpdateSettings.AttributesRequireVerificationBeforeUpdate,
    /** The mail that carries a code, which stands where `{####}` is written. */
    verificationMail: { subject: EmailSubject, text: EmailMessage },
  }
}
