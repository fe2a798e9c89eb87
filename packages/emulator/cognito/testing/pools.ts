/**
 * Two pools of a shop that does not exist, with a client of every kind. Not the contract's: the emulator must work
 * for whatever a template says.
 */
import { z } from 'zod'
import { schemaOf, schemaRow } from '../../template/attributes.ts'
import type { ResolvedClient, ResolvedPool } from '../../template/model.ts'
import { namesOfLevels } from '../../template/pool-settings.ts'

const client = (name: string, changes: Partial<ResolvedClient>): ResolvedClient => ({
  logicalId: name,
  kind: 'browser',
  org: undefined,
  name,
  title: name,
  id: `${name.replaceAll('-', '')}id`,
  secret: undefined,
  flows: [],
  scopes: [],
  redirectUris: [],
  logoutUris: [],
  authFlows: [],
  accessTokenSeconds: 900,
  idTokenSeconds: 1800,
  refreshTokenSeconds: 86_400,
  validity: {
    AccessTokenValidity: 15,
    IdTokenValidity: 1800,
    RefreshTokenValidity: 1,
    TokenValidityUnits: { AccessToken: 'minutes', IdToken: 'seconds' },
  },
  authSessionSeconds: 180,
  tokenRevocation: true,
  rotation: undefined,
  preventUserExistenceErrors: true,
  identityProviders: ['COGNITO'],
  readAttributes: ['email', 'email_verified', 'custom:tenant'],
  writeAttributes: ['email', 'name'],
  ...changes,
})

export const callback = 'http://localhost:9/callback'
export const goodbye = 'http://localhost:9/bye'
/** A server-rendered application, for whose client `backend` is. */
export const rendered = 'http://localhost:9/'

const browser = {
  flows: ['code'],
  scopes: ['openid', 'email', 'profile', 'orders/read', 'orders/write'],
  redirectUris: [callback, 'http://localhost:9/other?tab=1'],
  logoutUris: [goodbye],
  authFlows: ['ALLOW_REFRESH_TOKEN_AUTH'],
} as const

const sdk = { authFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] } as const
const secret = 'secretsecretsecretsecret0+'

export const clients = {
  web: client('web', browser),
  rival: client('rival', { ...browser, scopes: ['openid', 'orders/read'] }),
  backend: client('backend', {
    ...browser,
    kind: 'web',
    secret: `${secret}backend`,
    redirectUris: [...browser.redirectUris, `${rendered}auth/callback/cognito`],
  }),
  phone: client('phone', { ...browser, kind: 'native', redirectUris: ['com.example.shop:/callback'] }),
  unrevokable: client('unrevokable', { ...browser, tokenRevocation: false }),
  app: client('app', sdk),
  rotating: client('rotating', { ...browser, authFlows: ['ALLOW_USER_PASSWORD_AUTH'], rotation: { graceSeconds: 60 } }),
  strict: client('strict', { ...browser, authFlows: ['ALLOW_USER_PASSWORD_AUTH'], rotation: { graceSeconds: 0 } }),
  vault: client('vault', { ...sdk, secret: `${secret}vault`, preventUserExistenceErrors: false }),
  robot: client('robot', {
    flows: ['client_credentials'],
    secret: `${secret}robot`,
    scopes: ['orders/read', 'orders/write'],
    accessTokenSeconds: 3600,
  }),
  courier: client('courier', {
    flows: ['client_credentials'],
    authFlows: ['ALLOW_CLIENT_TOKEN_AUTH'],
    secret: `${secret}courier`,
    scopes: ['orders/read'],
  }),
  mixed: client('mixed', { ...browser, flows: ['code', 'client_credentials'], secret: `${secret}mixed` }),
}

const common = {
  logicalId: 'Pool',
  org: 'none',
  roles: [],
  region: 'us-east-1',
  plan: 'ESSENTIALS',
  mfa: 'OFF',
  resourceServers: [
    {
      Identifier: 'orders',
      Name: 'Orders',
      Scopes: [
        { ScopeName: 'read', ScopeDescription: 'See orders' },
        { ScopeName: 'write', ScopeDescription: 'Change orders' },
        { ScopeName: 'refund', ScopeDescription: 'Refund orders' },
      ],
    },
  ],
  otherTriggers: {},
  adminCreatesUsers: true,
  secondFactors: ['SOFTWARE_TOKEN_MFA'],
  caseSensitive: false,
  levelNames: namesOfLevels({}),
  attributes: schemaOf(
    z
      .array(schemaRow(z.boolean()))
      .parse([
        { Name: 'tenant', Mutable: false, StringAttributeConstraints: { MinLength: '1', MaxLength: '32' } },
        { Name: 'tier' },
        { Name: 'seats', AttributeDataType: 'Number', NumberAttributeConstraints: { MinValue: '1', MaxValue: '9' } },
        { Name: 'since', AttributeDataType: 'DateTime' },
        { Name: 'trial', AttributeDataType: 'Boolean' },
      ]),
  ),
  passwordPolicy: {
    MinimumLength: 8,
    RequireLowercase: true,
    RequireUppercase: false,
    RequireNumbers: true,
    RequireSymbols: false,
    TemporaryPasswordValidityDays: 3,
  },
  autoVerified: ['email'],
  recovery: ['verified_email'],
  keepOriginal: ['email'],
  verificationMail: { subject: 'Your code', text: 'Your code is {####}' },
} as const

export const shop: ResolvedPool = {
  ...common,
  name: 'shop',
  title: 'a-shop',
  id: 'us-east-1_Shop00001',
  domainPrefix: 'shop-domain',
  trigger: {
    functionLogicalId: 'Trigger',
    arn: 'arn:aws:lambda:us-east-1:000000000000:function:trigger',
    version: 'V3_0',
  },
  clients: Object.values(clients),
}

/** A pool without a trigger. */
export const plain: ResolvedPool = {
  ...common,
  name: 'plain',
  title: 'a-plain-pool',
  id: 'us-east-1_Plain0001',
  domainPrefix: 'plain-domain',
  trigger: undefined,
  clients: [client('plain-web', browser), client('plain-app', sdk)],
}
