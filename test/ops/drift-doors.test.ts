/**
 * Every door of the ledger, opened by hand on a local stack through the real AWS SDK: `scopes drift` names it, as the kind
 * that the row says, and is silent again when it is closed.
 */
import {
  CreateStageCommand,
  DeleteStageCommand,
  GetApiCommand,
  GetIntegrationsCommand,
  GetStagesCommand,
  UpdateApiCommand,
  UpdateAuthorizerCommand,
  UpdateIntegrationCommand,
  UpdateStageCommand,
} from '@aws-sdk/client-apigatewayv2'
import {
  AddUserPoolClientSecretCommand,
  CreateIdentityProviderCommand,
  DeleteIdentityProviderCommand,
  DeleteUserPoolClientSecretCommand,
  DescribeUserPoolDomainCommand,
  GetUserPoolClientSessionConfigurationCommand,
  GetUserPoolMfaConfigCommand,
  GetUserPoolSessionConfigurationCommand,
  SetRiskConfigurationCommand,
  SetUserPoolClientSessionConfigurationCommand,
  SetUserPoolMfaConfigCommand,
  SetUserPoolSessionConfigurationCommand,
  UpdateUserPoolDomainCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { type ThingName, things } from '@scopegate/analysis/ledger/index'
import { waysToOpen } from '@scopegate/analysis/testing/opened'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { inApiGateway } from './drift/in-api-gateway.ts'
import { inCognito } from './drift/in-cognito.ts'
import { type Edit, type Undo, World } from './drift/world.ts'

let world: World
beforeAll(async () => {
  world = await World.start(inject('cloudAssembly'))
})
afterAll(() => world.stop())

/** Reads a thing, writes it with the door open, and writes it back. The casts are safe: an edit changes one member. */
async function reopen<Given extends object>(
  read: () => Promise<Given>,
  write: (value: Given) => Promise<unknown>,
  edit: Edit,
): Promise<Undo> {
  const before = await read()
  const open = edit(before) as Given
  await write(open)
  // API Gateway changes what it is given: what was not there before is given empty.
  const empty = (value: unknown) => (typeof value === 'object' ? {} : '')
  const added = Object.entries(open).filter(([member]) => !Object.hasOwn(before, member))
  return () => write({ ...Object.fromEntries(added.map(([member, value]) => [member, empty(value)])), ...before })
}

const machine = 'globex-kiosk'
const target = (pool: string) => ({ UserPoolId: world.poolId(pool) })
const api = () => ({ ApiId: world.api('merchant').id })

/** How a thing of the stack is opened; what closes it again. */
const openers: Readonly<Partial<Record<ThingName, (edit: Edit, value: string) => Promise<Undo>>>> = {
  pool: (edit) => world.changePool('merchant', edit),
  client: (edit, value) => {
    // It stands alone, and needs a secret. The cast is safe: Cognito knows the flow, the SDK's list of names does not.
    if (value === 'ALLOW_CLIENT_TOKEN_AUTH') return world.changeClient(machine, { ExplicitAuthFlows: [value as never] })
    // A client for pages has the flow of challenges already, which leads nowhere.
    return world.changeClient(value === 'ALLOW_CUSTOM_AUTH' ? 'merchant-app' : 'merchant-web', edit)
  },
  route: (edit, value) =>
    world.changeRoute(
      'merchant',
      'GET /v1/wallet',
      value === 'NONE' ? { AuthorizationType: value, AuthorizationScopes: [] } : edit,
    ),
  'factors of a pool': (edit) =>
    reopen(
      () => world.cognito.send(new GetUserPoolMfaConfigCommand(target('merchant'))),
      (value) => world.cognito.send(new SetUserPoolMfaConfigCommand({ ...value, ...target('merchant') })),
      edit,
    ),
  'sessions of a pool': (edit) =>
    reopen(
      () => world.cognito.send(new GetUserPoolSessionConfigurationCommand(target('merchant'))),
      ({ UserSessionTracking, TokenSession }) =>
        world.cognito.send(
          new SetUserPoolSessionConfigurationCommand({ ...target('merchant'), UserSessionTracking, TokenSession }),
        ),
      edit,
    ),
  'judgement of risk': (edit) =>
    reopen(
      () => Promise.resolve(target('merchant')),
      (value) => world.cognito.send(new SetRiskConfigurationCommand(value)),
      edit,
    ),
  'identity provider': async (_, ProviderType) => {
    const provider = { ...target('merchant'), ProviderName: 'Theirs' }
    const type = 'OIDC' as const
    expect(ProviderType).toBe(type)
    await world.cognito.send(
      new CreateIdentityProviderCommand({ ...provider, ProviderType: type, ProviderDetails: {} }),
    )
    return () => world.cognito.send(new DeleteIdentityProviderCommand(provider))
  },
  'sign-in domain': (edit) => {
    const Domain = world.pool('merchant').domainPrefix
    return reopen(
      async () =>
        (await world.cognito.send(new DescribeUserPoolDomainCommand({ Domain }))).DomainDescription ?? { Domain },
      (value) => world.cognito.send(new UpdateUserPoolDomainCommand({ ...value, ...target('merchant'), Domain })),
      edit,
    )
  },
  'sessions of a client': (edit) => {
    const client = { ...target('merchant'), ClientId: world.client('merchant-web').id }
    return reopen(
      () => world.cognito.send(new GetUserPoolClientSessionConfigurationCommand(client)),
      ({ SSOSession }) =>
        world.cognito.send(new SetUserPoolClientSessionConfigurationCommand({ ...client, SSOSession })),
      edit,
    )
  },
  'second secret': async () => {
    const client = { ...target('partner'), ClientId: world.client(machine).id }
    const { ClientSecretDescriptor } = await world.cognito.send(new AddUserPoolClientSecretCommand(client))
    const added = { ...client, ClientSecretId: ClientSecretDescriptor?.ClientSecretId }
    return () => world.cognito.send(new DeleteUserPoolClientSecretCommand(added))
  },
  api: (edit) =>
    reopen(
      () => world.apigateway.send(new GetApiCommand(api())),
      (value) => world.apigateway.send(new UpdateApiCommand({ ...value, ...api() })),
      edit,
    ),
  integration: (edit) =>
    reopen(
      async () => (await world.apigateway.send(new GetIntegrationsCommand(api()))).Items?.[0] ?? {},
      (value) => world.apigateway.send(new UpdateIntegrationCommand({ IntegrationId: undefined, ...value, ...api() })),
      edit,
    ),
  stage: async (edit, StageName) => {
    if (StageName !== 'open') {
      return reopen(
        async () => (await world.apigateway.send(new GetStagesCommand(api()))).Items?.[0] ?? {},
        (value) => world.apigateway.send(new UpdateStageCommand({ StageName: undefined, ...value, ...api() })),
        edit,
      )
    }
    await world.apigateway.send(new CreateStageCommand({ ...api(), StageName }))
    return () => world.apigateway.send(new DeleteStageCommand({ ...api(), StageName }))
  },
  authorizer: (edit) =>
    reopen(
      () => world.authorizer('merchant'),
      ({ IdentitySource, ...value }) =>
        world.apigateway.send(
          // An authorizer for tokens has one source.
          new UpdateAuthorizerCommand({
            AuthorizerId: undefined,
            ...value,
            ...api(),
            IdentitySource: IdentitySource?.slice(-1),
          }),
        ),
      edit,
    ),
}

/** Values that the emulator refuses, because it has no such authorizer, function or issuer; and what only AWS can set. */
const notHere = new Set([
  'resource server Scopes.ScopeName',
  'client ClientType',
  'route AuthorizerId',
  'route Target',
  'authorizer AuthorizerType',
  'authorizer JwtConfiguration.Issuer',
])

const doors = Object.entries(things).flatMap(([thing, { doors = [] }]) =>
  doors.flatMap((door) => waysToOpen(door).map((way) => ({ thing, ...door, ...way, name: `${thing} ${door.member}` }))),
)

test.each(doors.filter(({ name }) => !notHere.has(name)))(
  '$drift names $member of a $thing as $value, which is set by hand',
  async ({ thing, member, drift, value, edit }) => {
    // The cast is safe: the names of things are the keys.
    const close = await openers[thing as ThingName]?.(edit, typeof value === 'string' ? value : '')
    try {
      const { differences } = await world.report()
      expect(differences.map(({ kind }) => kind)).toContain(drift)
      const own = differences.filter(({ kind }) => kind === 'door_open')
      expect(own.every(({ direction, expected }) => direction === 'opens' && expected.includes(`\`${member}\``))).toBe(
        true,
      )
    } finally {
      await close?.()
    }
    expect(await world.report()).toMatchObject({ inSync: true, differences: [] })
  },
)

test.each([...notHere])('%s is a row, and its kind of drift is shown by another test', (name) => {
  const shown = [...inCognito, ...inApiGateway].flatMap(({ found }) => found.map(([kind]) => kind))
  const door = doors.find((each) => each.name === name)
  expect([...shown, 'door_open']).toContain(door?.drift)
})
