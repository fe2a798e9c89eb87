/**
 * Mints the token that Cognito would issue to a principal: the real trigger decides the scopes and the claims, the
 * test issuer signs. There is no parameter that puts a scope or an organization into a token past the trigger.
 *
 * @module
 */
import { randomUUID } from 'node:crypto'
import { contract } from '@scopegate/scopes/contract'
import { clientNamed, scopesOfClient, wireName } from '@scopegate/scopes/lookup'
import { enrich, parseEvent } from '@scopegate/trigger'
import type { JWTPayload } from 'jose'
import { testIssuers } from './issuer.ts'
import type { Principal } from './principals.ts'

/** What differs from a plain, fresh access token. */
export interface MintOptions {
  /** Seconds until the token expires; negative for one that has. */
  readonly expiresIn?: number
  readonly tokenUse?: 'access' | 'id'
}

const clientOf = (principal: Principal) => {
  const client = clientNamed(principal.client)
  if (client === undefined) throw new Error(`The catalog has no client \`${principal.client}\``)
  return client
}

/** The event that Cognito would send to the trigger (aws-facts §B.3). */
function eventFor(principal: Principal, clientId: string): unknown {
  const client = clientOf(principal)
  // A client that signs in through the SDK cannot ask for scopes; one that asks for none gets all it may hold.
  const asked = (principal.scopes ?? scopesOfClient(client)).map(wireName)
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
  const sdk = client.kind === 'sdk'
  return {
    ...base,
    version: '2',
    triggerSource: sdk ? 'TokenGeneration_Authentication' : 'TokenGeneration_HostedAuth',
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
      scopes: sdk ? ['aws.cognito.signin.user.admin'] : ['openid', ...asked],
      clientMetadata: {},
    },
  }
}

/** A really signed token for the principal. */
export async function mint(principal: Principal, options: MintOptions = {}): Promise<string> {
  const issuers = await testIssuers()
  const clientId = issuers.clientIdOf(principal.client)
  const { data } = parseEvent(eventFor(principal, clientId))
  const { overrides } = enrich(contract, data, clientOf(principal), principal.pool)
  const suppressed = new Set(overrides.scopesToSuppress)
  const scope = [...data.scopes, ...overrides.scopesToAdd].filter((each) => !suppressed.has(each)).join(' ')
  const now = Math.floor(Date.now() / 1000)
  const expiresIn = options.expiresIn ?? 900
  const common: JWTPayload = {
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
