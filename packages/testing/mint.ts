/**
 * Mints the token that Cognito would issue to a principal: the real trigger decides the scopes and the claims, the
 * test issuer signs. There is no parameter that puts a scope or an organization into a token past the trigger.
 */
import { randomUUID } from 'node:crypto'
import { type Contract, clientKinds, indexOf, type NamedClient, selfServiceScope } from '@scopegate/contract'
import { enrich, parseEvent } from '@scopegate/trigger'
import { testIssuers } from './issuers.ts'
import type { Principal } from './principals.ts'

/** What differs from a plain, fresh access token. */
export interface MintOptions {
  /** Seconds until the token expires; negative for one that has. */
  readonly expiresIn?: number
  readonly tokenUse?: 'access' | 'id'
}

function clientOf(contract: Contract, { client: name }: Principal): NamedClient {
  const client = indexOf(contract).clientNamed(name)
  if (client === undefined) throw new Error(`The contract has no client \`${name}\``)
  return client
}

/** The event that Cognito would send to the trigger (aws-facts §B.3). */
function eventFor(contract: Contract, principal: Principal, clientId: string): unknown {
  const { scopesOfClient, wireName } = indexOf(contract)
  const { asksForScopes } = clientKinds[clientOf(contract, principal).kind]
  // A client that cannot ask for scopes gets what it may hold; so does one that asks for none.
  const asked = (principal.scopes ?? scopesOfClient(principal.client)).map(wireName)
  const base = {
    region: 'us-east-1',
    userPoolId: `us-east-1_${principal.pool}`,
    response: { claimsAndScopeOverrideDetails: null },
  }
  const callerContext = { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId }
  if (principal.kind === 'machine') {
    return {
      ...base,
      version: '3',
      triggerSource: 'TokenGeneration_ClientCredentials',
      userName: 'ClientCredentials',
      callerContext,
      request: { userAttributes: {}, groupConfiguration: null, scopes: asked, clientMetadata: {} },
    }
  }
  return {
    ...base,
    version: '2',
    triggerSource: asksForScopes ? 'TokenGeneration_HostedAuth' : 'TokenGeneration_Authentication',
    userName: principal.sub,
    callerContext,
    request: {
      userAttributes: {
        sub: principal.sub,
        email: `${principal.sub}@example.test`,
        'custom:role': principal.role,
        ...(principal.org === undefined ? {} : { 'custom:org_id': principal.org }),
      },
      groupConfiguration: { groupsToOverride: [], iamRolesToOverride: [], preferredRole: null },
      scopes: asksForScopes ? ['openid', ...asked] : [selfServiceScope],
      clientMetadata: {},
    },
  }
}

/**
 * A really signed token for the principal.
 *
 * @example
 * const token = await mint(contract, machine(contract, 'north-warehouse'), { expiresIn: 60 })
 */
export async function mint(contract: Contract, principal: Principal, options: MintOptions = {}): Promise<string> {
  const issuers = await testIssuers(contract)
  const clientId = issuers.clientIdOf(principal.client)
  const { data } = parseEvent(eventFor(contract, principal, clientId))
  const { overrides } = enrich(contract, data, clientOf(contract, principal), principal.pool)
  const suppressed = new Set(overrides.scopesToSuppress)
  const scope = [...data.scopes, ...overrides.scopesToAdd].filter((each) => !suppressed.has(each)).join(' ')
  const now = Math.floor(Date.now() / 1000)
  const expiresIn = options.expiresIn ?? 900
  const common = {
    iss: issuers.issuerOf(principal.pool),
    jti: randomUUID(),
    auth_time: now,
    iat: Math.min(now, now + expiresIn - 1),
    exp: now + expiresIn,
  }
  const sub = principal.kind === 'machine' ? clientId : principal.sub
  if (options.tokenUse === 'id') {
    return issuers.sign(principal.pool, {
      ...common,
      sub,
      aud: clientId,
      token_use: 'id',
      email: `${sub}@example.test`,
    })
  }
  return issuers.sign(principal.pool, {
    ...common,
    sub,
    client_id: clientId,
    token_use: 'access',
    version: 2,
    scope,
    ...(principal.kind === 'machine' ? {} : { username: principal.sub, origin_jti: randomUUID() }),
    ...overrides.claimsToAddOrOverride,
  })
}
