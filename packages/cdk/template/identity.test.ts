import { allClients, allPools, type CatalogClient, poolNamed, scopesOfClient, wireName } from '@scopegate/scopes/lookup'
import { describe, expect, test } from 'vitest'
import { recordedDeployment } from '../deployment.ts'
import { wiresOf } from './support/contract.ts'
import { belongsTo, clientIn, clientsIn, poolIn, poolsIn, resourceServersIn } from './support/identity.ts'
import { assembly, ofType, only, referencesIn, render } from './support/template.ts'

const { main } = assembly()

test('there is exactly one user pool for each pool of the contract', () => {
  expect(poolsIn(main).map(({ Properties }) => Properties.UserPoolName)).toEqual(
    allPools.map((pool) => `scopegate-${pool}`),
  )
})

test('there is exactly one app client for each client of the contract', () => {
  expect(clientsIn(main).map(({ Properties }) => Properties.ClientName)).toEqual(allClients.map(({ name }) => name))
})

describe.each(allPools)('the pool %s', (pool) => {
  const resource = poolIn(main, pool)
  const { org, mfa, roles } = poolNamed(pool)

  test('says what it is in the contract', () => {
    expect(resource.Metadata).toMatchObject({ 'scopegate:pool': pool, 'scopegate:org': org, 'scopegate:roles': roles })
  })

  test('declares exactly the scopes that its clients may hold', () => {
    const declared = resourceServersIn(main)
      .filter((server) => belongsTo(resource, server))
      .flatMap(({ Properties }) => Properties.Scopes.map(({ ScopeName }) => `${Properties.Identifier}/${ScopeName}`))
    expect(declared).toEqual(wiresOf(pool))
  })

  test('signs people in by e-mail address, and nobody signs up', () => {
    expect(resource.Properties).toMatchObject({
      UsernameAttributes: ['email'],
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'verified_email', Priority: 1 }] },
    })
  })

  test('demands a strong password, and a one-time password from whom the contract says', () => {
    const policy = resource.Properties.Policies?.PasswordPolicy
    expect(policy?.['MinimumLength']).toBeGreaterThanOrEqual(12)
    expect(policy).toMatchObject({
      RequireLowercase: true,
      RequireUppercase: true,
      RequireNumbers: true,
      RequireSymbols: true,
    })
    expect(resource.Properties).toMatchObject({
      MfaConfiguration: mfa === 'required' ? 'ON' : 'OPTIONAL',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
    })
  })

  test('lets an administrator change a role, and nobody move a person to another organization', () => {
    const schema = (resource.Properties.Schema ?? []).map(({ Name, Mutable, AttributeDataType }) => [
      Name,
      Mutable,
      AttributeDataType,
    ])
    expect(schema).toEqual([...(org === 'required' ? [['org_id', false, 'String']] : []), ['role', true, 'String']])
  })

  test('is protected against deletion and outlives its stack', () => {
    expect(resource.Properties.DeletionProtection).toBe('ACTIVE')
    expect([resource.DeletionPolicy, resource.UpdateReplacePolicy]).toEqual(['Retain', 'Retain'])
  })

  test('has a domain of its own', () => {
    const domain = only(
      ofType<{ readonly UserPoolId: unknown; readonly Domain: string }>(main, 'AWS::Cognito::UserPoolDomain').filter(
        (candidate) => belongsTo(resource, candidate),
      ),
      `domain of ${pool}`,
    )
    expect(domain.Properties.Domain).toBe(`${recordedDeployment().domainPrefix}-${pool}`)
  })

  test('writes the ids of exactly its clients into its directory', () => {
    const parameter = only(
      ofType<{ readonly Name: string; readonly Type: string; readonly Value: unknown }>(
        main,
        'AWS::SSM::Parameter',
      ).filter(({ Properties }) => Properties.Name === `/scopegate/${pool}/clients`),
      `directory of ${pool}`,
    )
    expect(parameter.Properties.Type).toBe('String')
    const expected = allClients.filter((client) => client.pool === pool).map(({ name }) => name)
    expect(JSON.parse(render(main, parameter.Properties.Value))).toEqual(
      Object.fromEntries(expected.map((name) => [name, `\${${clientIn(main, name).id}}`])),
    )
  })
})

const openId = (client: CatalogClient) =>
  client.kind === 'browser'
    ? [...client.identityScopes, ...(client.selfService ? ['aws.cognito.signin.user.admin'] : [])]
    : []

/** Validity in seconds, whatever unit the template chose. */
const secondsIn = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 } as const

function seconds(name: string, token: 'AccessToken' | 'IdToken' | 'RefreshToken'): number | undefined {
  const { Properties } = clientIn(main, name)
  const validity = Properties[`${token}Validity`]
  const unit = Properties.TokenValidityUnits?.[token]
  if (validity === undefined) return undefined
  if (unit !== 'seconds' && unit !== 'minutes' && unit !== 'hours' && unit !== 'days') {
    throw new Error(`${name} states no unit for ${token}`)
  }
  return validity * secondsIn[unit]
}

describe.each(allClients)('the client $name', (client) => {
  const resource = clientIn(main, client.name)
  const { Properties } = resource

  test('belongs to its pool and says what it is in the contract', () => {
    expect(belongsTo(poolIn(main, client.pool), resource)).toBe(true)
    expect(resource.Metadata).toMatchObject({ 'scopegate:client': client.name, 'scopegate:kind': client.kind })
    expect(resource.Metadata['scopegate:org']).toBe(client.kind === 'machine' ? client.org : undefined)
  })

  test('may ask for exactly the scopes of the contract', () => {
    const allowed = (Properties.AllowedOAuthScopes ?? []).map((scope) => render(main, scope))
    const expected = client.kind === 'sdk' ? [] : [...openId(client), ...scopesOfClient(client).map(wireName)]
    expect(allowed.sort()).toEqual(expected.sort())
  })

  test('gets tokens in the one way of its kind', () => {
    const ways = {
      browser: {
        AllowedOAuthFlowsUserPoolClient: true,
        AllowedOAuthFlows: ['code'],
        ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'],
        GenerateSecret: false,
      },
      sdk: {
        AllowedOAuthFlowsUserPoolClient: false,
        AllowedOAuthFlows: undefined,
        ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
        GenerateSecret: false,
      },
      machine: {
        AllowedOAuthFlowsUserPoolClient: true,
        AllowedOAuthFlows: ['client_credentials'],
        ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'],
        GenerateSecret: true,
      },
    }
    const { AllowedOAuthFlowsUserPoolClient, AllowedOAuthFlows, ExplicitAuthFlows, GenerateSecret } = Properties
    expect({ AllowedOAuthFlowsUserPoolClient, AllowedOAuthFlows, ExplicitAuthFlows, GenerateSecret }).toEqual(
      ways[client.kind],
    )
    expect(Properties.SupportedIdentityProviders).toEqual(['COGNITO'])
  })

  test('sends people back to exactly the addresses of the contract, and never to a pattern', () => {
    const browser = client.kind === 'browser' ? client : { redirectUris: undefined, logoutUris: undefined }
    expect(Properties.CallbackURLs).toEqual(browser.redirectUris)
    expect(Properties.LogoutURLs).toEqual(browser.logoutUris)
    expect(JSON.stringify([Properties.CallbackURLs, Properties.LogoutURLs])).not.toMatch(/\*|example\.com/)
  })

  test('gets tokens for as long as the contract says', () => {
    expect(seconds(client.name, 'AccessToken')).toBe(client.accessTokenMinutes * 60)
    if (client.kind === 'machine') return
    expect(seconds(client.name, 'RefreshToken')).toBe(client.refreshTokenDays * 86_400)
    expect(seconds(client.name, 'IdToken')).toBeGreaterThanOrEqual(300)
  })

  test('can have its tokens revoked and does not tell who exists', () => {
    expect(Properties.EnableTokenRevocation).toBe(true)
    expect(Properties.PreventUserExistenceErrors).toBe('ENABLED')
  })

  test('states what it may write, and can never write an attribute that grants', () => {
    expect(Properties.WriteAttributes?.length).toBeGreaterThan(0)
    expect(Properties.WriteAttributes?.filter((name) => name.startsWith('custom:'))).toEqual([])
  })

  test('states what it may read: the granting attributes only where the trigger needs them', () => {
    const custom = Properties.ReadAttributes?.filter((name) => name.startsWith('custom:')).sort()
    const people = poolNamed(client.pool).org === 'required' ? ['custom:org_id', 'custom:role'] : ['custom:role']
    expect(custom).toEqual(client.kind === 'machine' ? [] : people)
  })

  test('comes after every resource server whose scopes it lists, by reference', () => {
    const servers = new Set((Properties.AllowedOAuthScopes ?? []).flatMap((scope) => [...referencesIn(scope)]))
    const names = [...servers].map((id) => render(main, { Ref: id })).sort()
    const expected =
      client.kind === 'sdk' ? [] : scopesOfClient(client).map((scope) => wireName(scope).replace(/\/.*$/, ''))
    expect(names).toEqual([...new Set(expected)].sort())
  })
})
