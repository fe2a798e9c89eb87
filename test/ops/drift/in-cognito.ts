/** What somebody may do by hand in Cognito. */
import {
  CreateResourceServerCommand,
  CreateUserPoolClientCommand,
  DeleteResourceServerCommand,
  DeleteUserPoolClientCommand,
  UpdateResourceServerCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import type { Plant } from './plant.ts'
import type { World } from './world.ts'

const wallet = (world: World, Scopes: { ScopeName: string; ScopeDescription: string }[], Name = 'Wallet') =>
  world.cognito.send(
    new UpdateResourceServerCommand({ UserPoolId: world.poolId('partner'), Identifier: 'wallet', Name, Scopes }),
  )
const readWallet = { ScopeName: 'read:wallet', ScopeDescription: 'See the wallet’s balance' }
const writeWallet = { ScopeName: 'write:wallet', ScopeDescription: 'Anything' }

const clientSetting = (
  what: string,
  client: string,
  change: Parameters<World['changeClient']>[1],
  kind: string,
  direction: string,
  advice: string,
): Plant => ({
  what,
  plant: (world) => world.changeClient(client, change),
  found: [[kind, direction, `\`${client}\``]],
  advice,
})

export const inCognito: readonly Plant[] = [
  clientSetting(
    'a longer life of access tokens',
    'merchant-app',
    {
      AccessTokenValidity: 1,
      TokenValidityUnits: { AccessToken: 'days', IdToken: 'minutes', RefreshToken: 'minutes' },
    },
    'client_access_token_life',
    'opens',
    '`AccessTokenValidity` is 900 seconds',
  ),
  clientSetting(
    'revocation off',
    'admin-portal',
    { EnableTokenRevocation: false },
    'client_revocation',
    'opens',
    'true',
  ),
  clientSetting(
    'refresh tokens that are not rotated',
    'merchant-web',
    { RefreshTokenRotation: { Feature: 'DISABLED' } },
    'client_rotation',
    'opens',
    '`RefreshTokenRotation` is ENABLED with 60 seconds of grace',
  ),
  clientSetting(
    'a callback address of somebody else',
    'merchant-web',
    {
      CallbackURLs: ['http://localhost:8790/callback', 'https://evil.example/callback'],
    },
    'client_callback_extra',
    'opens',
    '`CallbackURLs` is exactly',
  ),
  clientSetting(
    'the implicit flow',
    'merchant-web',
    { AllowedOAuthFlows: ['code', 'implicit'] },
    'client_flow_extra',
    'opens',
    '`AllowedOAuthFlows` is exactly `code`',
  ),
  clientSetting(
    'sign-in with a plain password',
    'admin-portal',
    { ExplicitAuthFlows: ['ALLOW_CUSTOM_AUTH', 'ALLOW_USER_PASSWORD_AUTH'] },
    'client_sign_in_extra',
    'opens',
    '`ExplicitAuthFlows` is exactly `ALLOW_CUSTOM_AUTH`',
  ),
  clientSetting(
    'people who may write their own role',
    'merchant-web',
    { WriteAttributes: ['name', 'custom:role'] },
    'client_writable_extra',
    'opens',
    '`WriteAttributes` is exactly `name`',
  ),
  clientSetting(
    'a scope too few',
    'globex-kiosk',
    { AllowedOAuthScopes: ['recharge/read:recharge', 'wallet/read:wallet', 'account/read:access'] },
    'client_scope_missing',
    'closes',
    '`AllowedOAuthScopes` is exactly `recharge/read:recharge`, `recharge/write:recharge`',
  ),
  {
    what: 'a scope too many of a machine, which first has to exist in its pool',
    plant: async (world) => {
      await wallet(world, [readWallet, writeWallet])
      const undo = await world.changeClient('globex-kiosk', {
        AllowedOAuthScopes: [
          'recharge/read:recharge',
          'recharge/write:recharge',
          'wallet/read:wallet',
          'account/read:access',
          'wallet/write:wallet',
        ],
      })
      return async () => {
        await undo()
        await wallet(world, [readWallet])
      }
    },
    found: [
      ['scope_extra', 'opens', 'resource server `wallet`'],
      ['client_scope_extra', 'opens', '`globex-kiosk`'],
    ],
    advice: 'aws cognito-idp update-resource-server',
  },
  {
    what: 'an app client that somebody made',
    plant: async (world) => {
      const UserPoolId = world.poolId('admin')
      // By the name of one that the catalog has: the id tells them apart.
      const create = new CreateUserPoolClientCommand({ UserPoolId, ClientName: 'admin-portal' })
      const { UserPoolClient } = await world.cognito.send(create)
      return () =>
        world.cognito.send(new DeleteUserPoolClientCommand({ UserPoolId, ClientId: UserPoolClient?.ClientId }))
    },
    found: [['client_extra', 'opens', 'of the pool `admin`']],
    cause: 'made by hand',
    who: 'ops, in AWS or in the catalog',
    advice: 'aws cognito-idp delete-user-pool-client',
  },
  {
    what: 'a resource server that somebody made',
    plant: async (world) => {
      const target = { UserPoolId: world.poolId('admin'), Identifier: 'constructor' }
      await world.cognito.send(new CreateResourceServerCommand({ ...target, Name: 'More' }))
      return () => world.cognito.send(new DeleteResourceServerCommand(target))
    },
    found: [['resource_server_extra', 'opens', 'resource server `constructor` of the pool `admin`']],
    cause: 'made by hand',
    who: 'ops, in AWS or in the catalog',
    advice: 'aws cognito-idp delete-resource-server',
  },
  {
    what: 'a scope with another description, under another name of its resource server',
    plant: async (world) => {
      await wallet(world, [{ ...readWallet, ScopeDescription: 'Harmless' }], 'Purse')
      return () => wallet(world, [readWallet])
    },
    found: [
      ['resource_server_name', 'differs', 'resource server `wallet`'],
      ['scope_description', 'differs', 'resource server `wallet`'],
    ],
    advice: 'aws cognito-idp update-resource-server',
  },
  {
    what: 'no token trigger',
    plant: (world) => world.changePool('merchant', { LambdaConfig: {} }),
    found: [['pool_trigger', 'opens', 'user pool `merchant`']],
    advice: '`LambdaConfig.PreTokenGenerationConfig` is the stack’s function, version V3_0',
  },
  {
    what: 'another function as the token trigger, of the same name in another account',
    plant: async (world) => {
      const arn = world.stack.resolved.pools.find(({ name }) => name === 'merchant')?.trigger?.arn ?? ''
      const LambdaArn = arn.replace(':000000000000:', ':111111111111:')
      return world.changePool('merchant', {
        LambdaConfig: { PreTokenGenerationConfig: { LambdaArn, LambdaVersion: 'V3_0' } },
      })
    },
    found: [['trigger_function', 'opens', 'user pool `merchant`']],
    advice: '`LambdaConfig.PreTokenGenerationConfig` is the stack’s function',
  },
  {
    what: 'operators who need no second factor',
    plant: (world) => world.changePool('admin', { MfaConfiguration: 'OPTIONAL' }),
    found: [['pool_mfa', 'opens', 'user pool `admin`']],
    advice: '`MfaConfiguration` is ON',
  },
  {
    what: 'another trigger, which lets in whom it likes',
    plant: async (world) => {
      const trigger = world.stack.resolved.pools.find(({ name }) => name === 'merchant')?.trigger
      const ours = { LambdaArn: trigger?.arn, LambdaVersion: trigger?.version }
      return world.changePool('merchant', {
        LambdaConfig: { PreTokenGenerationConfig: ours, UserMigration: trigger?.arn, PreSignUp: trigger?.arn },
      })
    },
    found: [['trigger_extra', 'opens', 'user pool `merchant`']],
    advice: '`LambdaConfig` is without any trigger but `PreTokenGenerationConfig`',
  },
  {
    what: 'users who sign up themselves',
    plant: (world) => world.changePool('admin', { AdminCreateUserConfig: { AllowAdminCreateUserOnly: false } }),
    found: [['pool_sign_up', 'opens', 'user pool `admin`']],
    advice: '`AdminCreateUserConfig.AllowAdminCreateUserOnly` is true',
  },
  clientSetting(
    'people of another identity provider',
    'admin-portal',
    { SupportedIdentityProviders: ['COGNITO', 'Evil'] },
    'client_provider',
    'opens',
    '`SupportedIdentityProviders` is exactly `COGNITO`',
  ),
  clientSetting(
    'people of whatever identity provider',
    'admin-portal',
    { SupportedIdentityProviders: [] },
    'client_provider',
    'opens',
    '`SupportedIdentityProviders` is exactly `COGNITO`',
  ),
  {
    what: 'a lower plan',
    plant: (world) => world.changePool('partner', { UserPoolTier: 'LITE' }),
    found: [['pool_plan', 'opens', 'user pool `partner`']],
    advice: '`UserPoolTier` is ESSENTIALS',
  },
]
