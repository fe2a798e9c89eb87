/**
 * Settings of a pool and its app clients of which the contract says nothing, because there is only one way to have them:
 * whoever gets round the token trigger, or makes users of their own, needs no other hole.
 *
 * @module
 */

import type { UserPoolType } from '@aws-sdk/client-cognito-identity-provider'
import { quoted } from '@scopegate/contract/quoted'
import type { Finding } from './finding.ts'
import type { Live } from './live.ts'
import type { Owned } from './owned.ts'

export interface PoolSettings {
  /** Triggers beside that of tokens, by their names in `LambdaConfig`. */
  readonly otherTriggers: readonly string[]
  readonly adminCreatesUsers: boolean
  /** Whether a user’s organization may be changed; `false` too where the pool has none. */
  readonly orgIsMutable: boolean
  /** Whom people may sign in through, by app client. */
  readonly identityProviders: ReadonlyMap<string, readonly string[]>
}

/** The people of the pool itself, as Cognito calls them among identity providers. */
const ownPeople = 'COGNITO'

/** The token trigger in its two forms, which is compared elsewhere, and a key that is no trigger. */
const notOthers = new Set(['PreTokenGeneration', 'PreTokenGenerationConfig', 'KMSKeyID'])

export const settingsOf = (
  { LambdaConfig = {}, AdminCreateUserConfig, SchemaAttributes = [] }: UserPoolType,
  identityProviders: PoolSettings['identityProviders'],
): PoolSettings => ({
  otherTriggers: Object.entries(LambdaConfig)
    .filter(([name, value]) => value !== undefined && !notOthers.has(name))
    .map(([name]) => name),
  adminCreatesUsers: AdminCreateUserConfig?.AllowAdminCreateUserOnly === true,
  // Documented (aws-facts §I.17): with the prefix.
  orgIsMutable: SchemaAttributes.some(({ Name, Mutable }) => Name === 'custom:org_id' && Mutable !== false),
  identityProviders,
})

/** What is not as it must be, in pools and app clients that CloudFormation made. */
export const settingFindings = (live: Live, owned: Owned): readonly Finding[] => {
  const known = new Set(owned.clients.values())
  return [...live.settings].flatMap(([pool, { identityProviders, ...settings }]) => [
    ...poolFindings(pool, settings),
    ...[...identityProviders]
      .filter(([client]) => known.has(client))
      .flatMap(([client, providers]) => providerFindings({ in: 'client', pool, client }, providers)),
  ])
}

function poolFindings(pool: string, settings: Omit<PoolSettings, 'identityProviders'>): readonly Finding[] {
  const { otherTriggers, adminCreatesUsers, orgIsMutable } = settings
  const opens = { direction: 'opens', where: { in: 'pool', pool } } as const
  const names = quoted(otherTriggers)
  const [byAdmins, byAnybody] = ['made by administrators alone', 'made by anybody who signs up']
  const [fixed, changeable] = ['`custom:org_id` never changes', '`custom:org_id` may be changed']
  return [
    ...(otherTriggers.length === 0
      ? []
      : [{ kind: 'trigger_extra', ...opens, expected: `without ${names}`, found: `with ${names}` } as const]),
    ...(adminCreatesUsers ? [] : [{ kind: 'pool_sign_up', ...opens, expected: byAdmins, found: byAnybody } as const]),
    ...(orgIsMutable ? [{ kind: 'pool_org_mutable', ...opens, expected: fixed, found: changeable } as const] : []),
  ]
}

function providerFindings(where: Finding['where'], providers: readonly string[]): readonly Finding[] {
  const expected = `\`${ownPeople}\` alone`
  const others = providers.filter((name) => name !== ownPeople)
  if (others.length > 0) {
    return [{ kind: 'client_provider', direction: 'opens', where, expected, found: `with ${quoted(others)}` }]
  }
  if (providers.length > 0) return []
  // Unknown: whether none stated means none, or all that the pool has.
  return [{ kind: 'client_provider', direction: 'opens', where, expected, found: 'none is stated' }]
}
