/** One user pool: who may sign in and how. What their tokens may carry is the token trigger's work. */
import type { PoolSpec } from '@scopegate/contract'
import { Duration } from 'aws-cdk-lib'
import { AccountRecovery, CfnUserPool, FeaturePlan, Mfa, UserPool } from 'aws-cdk-lib/aws-cognito'
import type { Construct } from 'constructs'
import { describe } from '../describe.ts'
import { protectionOf } from '../protection.ts'
import type { System } from '../system.ts'
import { customAttributesOf } from './attributes.ts'

export interface PoolProps {
  readonly system: System
  readonly pool: string
  readonly spec: PoolSpec<string, string>
}

/**
 * A pool of the Essentials plan (the least that runs a V3_0 trigger), where people sign in with their e-mail address,
 * are created by an administrator only, and add a one-time password where the contract requires it, or like to. Kept when
 * its stack goes: its users, with their `sub`, cannot be made again.
 */
export class Pool extends UserPool {
  constructor(scope: Construct, id: string, { system, pool, spec: { org, mfa, roles } }: PoolProps) {
    super(scope, id, {
      userPoolName: system.names.userPool(pool),
      featurePlan: FeaturePlan.ESSENTIALS,
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      autoVerify: { email: true },
      // The old address keeps working until the new one is proven: a typing mistake must not lock a person out.
      keepOriginal: { email: true },
      customAttributes: customAttributesOf(org),
      passwordPolicy: {
        minLength: 12,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
        tempPasswordValidity: Duration.days(3),
      },
      mfa: mfa === 'optional' ? Mfa.OPTIONAL : Mfa.REQUIRED,
      mfaSecondFactor: { otp: true, sms: false },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      ...protectionOf(system.stage),
    })
    describe(this, CfnUserPool, { 'scopegate:pool': pool, 'scopegate:org': org, 'scopegate:roles': roles })
  }
}
