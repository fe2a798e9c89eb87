/** User pools and their resource servers, read and changed by an administrator. A change holds at once, and until the next start. */
import { z } from 'zod'
import { type Operations, operation } from '../../aws-json/index.ts'
import type { ResolvedPool } from '../../template/model.ts'
import { effectivePoolSettings, type LambdaConfig, poolSettings } from '../../template/pool-settings.ts'
import type { CognitoContext } from '../context.ts'
import { invalid, notFound } from '../errors.ts'
import { callsOn, page, paged } from './shared.ts'

const Settings = poolSettings(z.int().nonnegative(), z.boolean())

const Identifier = z.string().min(1).max(256)
// Inferred (aws-facts §I.17): name and scopes are taken as a whole, and scopes that are left out are none.
const ResourceServer = {
  Identifier,
  Name: z.string().min(1).max(256),
  // Documented (aws-facts §D.1): 100 scopes each.
  Scopes: z
    .array(z.object({ ScopeName: z.string().min(1), ScopeDescription: z.string().min(1) }))
    .max(100)
    .default([]),
}

export function poolOperations(context: CognitoContext): Operations {
  const calls = callsOn(context)
  const put = ({ id }: ResolvedPool, servers: ResolvedPool['resourceServers']) =>
    context.changePool(id, () => ({ resourceServers: servers }))
  const has = ({ resourceServers }: ResolvedPool, id: string) =>
    resourceServers.some((server) => server.Identifier === id)
  const requireServer = (pool: ResolvedPool, id: string) => {
    if (!has(pool, id)) throw notFound(`Resource server ${id} does not exist.`)
  }
  return {
    DescribeUserPool: calls.pool({}, (pool) => ({ UserPool: view(pool) })),

    // Documented (aws-facts §I.17): what is left out is set back to its default, the trigger among it.
    UpdateUserPool: calls.pool(Settings.shape, ({ id }, settings) => {
      const trigger = triggerOf(context, settings.LambdaConfig)
      context.changePool(id, () => ({ ...effectivePoolSettings(settings), trigger }))
    }),

    ListUserPools: operation(z.object(page(z.int().min(1).max(60))), (asked) => {
      const { items, next } = paged(context.pools, asked)
      return { UserPools: items.map(({ id, title }) => ({ Id: id, Name: title })), NextToken: next }
    }),

    // General knowledge: a domain that nobody has is described by nothing.
    DescribeUserPoolDomain: operation(z.object({ Domain: z.string().min(1) }), ({ Domain }) => {
      const pool = context.pools.find(({ domainPrefix }) => domainPrefix === Domain)
      if (pool === undefined) return { DomainDescription: {} }
      return { DomainDescription: { Domain, UserPoolId: pool.id, AWSAccountId: '000000000000', Status: 'ACTIVE' } }
    }),

    GetUserPoolMfaConfig: calls.pool({}, ({ mfa, secondFactors }) => ({
      MfaConfiguration: mfa,
      SoftwareTokenMfaConfiguration: { Enabled: secondFactors.includes('SOFTWARE_TOKEN_MFA') },
    })),

    // Documented (model): at most 50 a page.
    ListResourceServers: calls.list(50, 'ResourceServers', ({ id: UserPoolId, resourceServers }) =>
      resourceServers.map((server) => ({ UserPoolId, ...server })),
    ),

    CreateResourceServer: calls.pool(ResourceServer, (pool, server) => {
      if (has(pool, server.Identifier)) throw invalid(`${server.Identifier} already exists in user pool ${pool.id}.`)
      put(pool, [...pool.resourceServers, server])
      return { ResourceServer: { UserPoolId: pool.id, ...server } }
    }),

    UpdateResourceServer: calls.pool(ResourceServer, (pool, server) => {
      requireServer(pool, server.Identifier)
      put(
        pool,
        pool.resourceServers.map((each) => (each.Identifier === server.Identifier ? server : each)),
      )
      return { ResourceServer: { UserPoolId: pool.id, ...server } }
    }),

    DeleteResourceServer: calls.pool({ Identifier }, (pool, { Identifier: id }) => {
      requireServer(pool, id)
      put(
        pool,
        pool.resourceServers.filter((server) => server.Identifier !== id),
      )
    }),
  }
}
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
