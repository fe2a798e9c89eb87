/** A user pool as it is now. */
import {
  type CognitoIdentityProviderClient,
  DescribeRiskConfigurationCommand,
  DescribeUserPoolCommand,
  DescribeUserPoolDomainCommand,
  GetUserPoolClientSessionConfigurationCommand,
  GetUserPoolMfaConfigCommand,
  GetUserPoolSessionConfigurationCommand,
  ListIdentityProvidersCommand,
  ListResourceServersCommand,
  ListUserPoolClientSecretsCommand,
  type UserPoolType,
} from '@aws-sdk/client-cognito-identity-provider'
import type { DeployedPool, DeployedResourceServer } from '@scopegate/analysis/deployed/shape'
import { askAbout, type IamAction } from '../aws/ask.ts'
import { allPages, eachOf } from '../aws/pages.ts'
import type { Session } from '../aws/session.ts'
import { clientsOf } from './live-clients.ts'
import type { Fact } from './members.ts'

/**
 * Settings of which the contract says nothing, because there is only one way to have them: whoever gets round the token
 * trigger, or makes users of their own, needs no other hole.
 */
export interface PoolSettings {
  /** Triggers beside that of tokens, by their names in `LambdaConfig`. */
  readonly otherTriggers: readonly string[]
  readonly adminCreatesUsers: boolean
  /** Whether a user’s organization may be changed; `false` too where the pool has none. */
  readonly orgIsMutable: boolean
  /** Whom people may sign in through, by app client. */
  readonly identityProviders: ReadonlyMap<string, readonly string[]>
}

/** A pool with what the common form of a deployment has no place for. */
export interface LivePool {
  readonly pool: DeployedPool
  /** The trigger's function: its name, or all of its ARN when it is of another account or region; `undefined` for none. */
  readonly triggerFunction: string | undefined
  readonly settings: PoolSettings
  /** All that Cognito says, of the pool and its clients; secrets are left out. */
  readonly facts: readonly Omit<Fact, 'where'>[]
}

/** A client that the catalog knows goes by its name there, another one by its id. `undefined` when there is no such pool. */
export async function livePool(
  session: Session,
  id: string,
  clientNames: ReadonlyMap<string, string>,
): Promise<LivePool | undefined> {
  const { cognito } = session
  const answer = await askAbout(session, 'cognito-idp:DescribeUserPool', () =>
    cognito.send(new DescribeUserPoolCommand({ UserPoolId: id })),
  )
  const pool = answer?.UserPool
  if (pool === undefined) return undefined
  const { version, arn } = triggerOf(pool)
  const servers = await resourceServersOf(session, id)
  const clients = await clientsOf(session, id)
  const Domain = pool.CustomDomain ?? pool.Domain ?? ''
  const ofPool = await factsOf(session, poolReads, { UserPoolId: id, Domain })
  const ofClients = await eachOf(clients, (client) =>
    // Inferred: only a client with a secret can have a second one.
    factsOf(session, client.client.hasSecret ? [...clientReads, secretsRead] : clientReads, {
      UserPoolId: id,
      ClientId: client.id,
    }),
  )
  const nameOf = (clientId: string) => clientNames.get(clientId) ?? clientId
  return {
    triggerFunction: arn === undefined ? undefined : nameIn(arn, pool),
    facts: [
      { thing: 'pool', id, said: { ...pool, AcrConfiguration: renamedLevels(pool) } },
      ...ofPool.map(([thing, said]) =>
        thing === 'sign-in domain' ? { thing, id: Domain, of: id, said } : { thing, id, said },
      ),
      ...clients.map((each) => ({ thing: 'client' as const, id: each.id, of: id, said: each.said })),
      ...ofClients.flatMap((facts, index) =>
        facts.map(([thing, said]) => ({ thing, id: clients[index]?.id ?? '', of: id, said })),
      ),
    ],
    settings: settingsOf(pool, new Map(clients.map((each) => [nameOf(each.id), each.identityProviders]))),
    pool: {
      plan: pool.UserPoolTier,
      triggerVersion: version,
      mfa: pool.MfaConfiguration,
      resourceServers: Object.fromEntries(servers),
      clients: Object.fromEntries(clients.map((each) => [nameOf(each.id), each.client])),
    },
  }
}

interface Target {
  readonly UserPoolId: string
  readonly ClientId?: string
  readonly Domain?: string | undefined
}

type Read = readonly [
  thing: Fact['thing'],
  action: IamAction,
  read: (cognito: CognitoIdentityProviderClient, target: Target) => Promise<unknown>,
]

/** Of a pool, or of a client that has one of its own. */
const riskRead: Read = [
  'judgement of risk',
  'cognito-idp:DescribeRiskConfiguration',
  async (cognito, target) => (await cognito.send(new DescribeRiskConfigurationCommand(target))).RiskConfiguration,
]

/** What Cognito tells of a pool by calls of their own. The first page of providers is enough: there is to be none. */
const poolReads: readonly Read[] = [
  [
    'factors of a pool',
    'cognito-idp:GetUserPoolMfaConfig',
    (cognito, target) => cognito.send(new GetUserPoolMfaConfigCommand(target)),
  ],
  [
    'sessions of a pool',
    'cognito-idp:GetUserPoolSessionConfiguration',
    (cognito, target) => cognito.send(new GetUserPoolSessionConfigurationCommand(target)),
  ],
  riskRead,
  [
    'identity provider',
    'cognito-idp:ListIdentityProviders',
    async (cognito, target) => (await cognito.send(new ListIdentityProvidersCommand(target))).Providers,
  ],
  [
    'sign-in domain',
    'cognito-idp:DescribeUserPoolDomain',
    async (cognito, { Domain }) =>
      Domain && (await cognito.send(new DescribeUserPoolDomainCommand({ Domain }))).DomainDescription,
  ],
]

/** Of a client. */
const clientReads: readonly Read[] = [
  [
    'sessions of a client',
    'cognito-idp:GetUserPoolClientSessionConfiguration',
    (cognito, { UserPoolId, ClientId = '' }) =>
      cognito.send(new GetUserPoolClientSessionConfigurationCommand({ UserPoolId, ClientId })),
  ],
  riskRead,
]

/** A secret beside the first one is what opens. */
const secretsRead: Read = [
  'second secret',
  'cognito-idp:ListUserPoolClientSecrets',
  async (cognito, { UserPoolId, ClientId = '' }) =>
    (await cognito.send(new ListUserPoolClientSecretsCommand({ UserPoolId, ClientId }))).ClientSecrets?.slice(1),
]

const factsOf = (session: Session, reads: readonly Read[], target: Target) =>
  eachOf(reads, async ([thing, action, read]) => {
    const said: unknown = await askAbout(session, action, () => read(session.cognito, target))
    return [thing, said] as const
  })

/** Documented (model, aws-facts §A.4): all four levels are told. Under its usual name a level says what it is. */
const renamedLevels = ({ AcrConfiguration = {} }: UserPoolType) =>
  Object.entries(AcrConfiguration)
    .filter(([level, { AcrValue }]) => AcrValue !== level.replace('Level', 'urn:cognito:loa:'))
    .map(([level, { AcrValue }]) => ({ [level]: { AcrValue } }))

/** Documented (aws-facts §B.1): the old property alone is a trigger of version V1_0. */
function triggerOf({ LambdaConfig = {} }: UserPoolType) {
  const { PreTokenGenerationConfig: config, PreTokenGeneration: old } = LambdaConfig
  const arn = config?.LambdaArn ?? old
  return { arn, version: arn === undefined ? undefined : (config?.LambdaVersion ?? 'V1_0') }
}

/** A function of the same name elsewhere is another one, and so is a version or an alias of it. */
function nameIn(arn: string, { Arn = '' }: UserPoolType): string {
  const [, partition, , region, account] = Arn.split(':')
  const here = `arn:${partition}:lambda:${region}:${account}:function:`
  return arn.startsWith(here) ? arn.slice(here.length) : arn
}

async function resourceServersOf(
  session: Session,
  UserPoolId: string,
): Promise<readonly (readonly [string, DeployedResourceServer])[]> {
  const servers = await allPages(async (NextToken) => {
    // Documented (aws-facts §D.1): at most 50 a page.
    const call = new ListResourceServersCommand({ UserPoolId, MaxResults: 50, NextToken })
    const page = await askAbout(session, 'cognito-idp:ListResourceServers', () => session.cognito.send(call))
    return page && { items: page.ResourceServers, next: page.NextToken }
  })
  return (servers ?? []).map(({ Identifier = '', Name = '', Scopes = [] }) => {
    const scopes = Scopes.map(({ ScopeName = '', ScopeDescription = '' }) => [ScopeName, ScopeDescription] as const)
    return [Identifier, { name: Name, scopes: Object.fromEntries(scopes) }]
  })
}

/** The token trigger in its two forms, which is compared elsewhere, and a key that is no trigger. */
const notOthers = new Set(['PreTokenGeneration', 'PreTokenGenerationConfig', 'KMSKeyID'])

const settingsOf = (
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
