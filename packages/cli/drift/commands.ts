/**
 * Command lines of AWS that put one thing back. Only those that touch nothing else: `update-user-pool-client`,
 * `update-user-pool` and a new CORS configuration set back whatever they are not given (aws-facts §I.17), so for those
 * settings there is none.
 */
import type { DeployedResourceServer, DeployedRoute, DeployedSystem } from '@scopegate/analysis/deployed/shape'
import type { Session } from '../aws/session.ts'
import type { Finding } from './finding.ts'
import type { Live } from './live.ts'
import type { LiveApi } from './live-api.ts'
import type { Owned } from './owned.ts'
import { commandLine, harmless } from './words.ts'

/** All that a command line is made from. */
export interface Situation {
  readonly expected: DeployedSystem
  readonly live: Live
  readonly owned: Owned
  readonly session: Pick<Session, 'flags' | 'ownFlags' | 'isLocal'>
}

/** The command line; `undefined` where there is no safe one. */
export function commandFor(finding: Finding, situation: Situation): string | undefined {
  const words = wordsFor(finding, situation)
  // What a terminal would obey cannot be shown as it is, and shown otherwise it is another command.
  if (words === undefined || words.some((word) => harmless(word) !== word)) return undefined
  const service = words[0] === 'apigatewayv2' ? 'apigateway' : 'cognito'
  return commandLine(['aws', ...words, ...situation.session.flags(service)])
}

/** Documented (aws-facts §I.18): a change set that brings back what the template says. Nobody here has tried it. */
export function revertCommand(
  stack: string,
  { session }: { readonly session: Pick<Session, 'flags' | 'isLocal'> },
): string | null {
  if (session.isLocal) return null
  const mode = ['--use-previous-template', '--deployment-mode', 'REVERT_DRIFT', '--capabilities', 'CAPABILITY_IAM']
  const names = ['--stack-name', stack, '--change-set-name', 'revert-drift']
  const flags = session.flags('cloudformation')
  return commandLine(['aws', 'cloudformation', 'create-change-set', ...names, ...mode, ...flags])
}

/** Shows how the working tree and the deployment differ, asking where this command asked. */
export const planCommand = ({ session }: Pick<Situation, 'session'>): string =>
  commandLine(['scopes', 'plan', '--against', 'deployed', ...session.ownFlags('scopes')])

/** Brings the working tree into the deployment. */
export const deployCommand = ({ session: { isLocal, ownFlags } }: Pick<Situation, 'session'>): string =>
  commandLine(['scopes', ...(isLocal ? ['start', ...ownFlags('start')] : ['deploy', ...ownFlags('deploy')])])

function wordsFor(finding: Finding, situation: Situation): readonly string[] | undefined {
  const { where, kind } = finding
  const poolId = situation.owned.pools.get(where.pool) ?? ''
  const api = situation.live.apis.get(where.pool)
  switch (where.in) {
    case 'client':
      if (kind !== 'client_extra') return undefined
      return ['cognito-idp', 'delete-user-pool-client', '--user-pool-id', poolId, '--client-id', where.client]
    case 'resource server':
      return serverWords(kind, situation.expected.pools[where.pool]?.resourceServers[where.resourceServer], [
        '--user-pool-id',
        poolId,
        '--identifier',
        where.resourceServer,
      ])
    case 'route':
      return api && routeWords(kind, where.pool, where.route, api, situation)
    case 'api':
      if (api === undefined) return undefined
      if (kind === 'cors_extra') return ['apigatewayv2', 'delete-cors-configuration', '--api-id', api.id]
      if (kind === 'audience_extra' || kind === 'audience_missing') return audienceWords(where.pool, api, situation)
      if (kind !== 'authorizer_extra' || finding.authorizer === undefined) return undefined
      return ['apigatewayv2', 'delete-authorizer', '--api-id', api.id, '--authorizer-id', finding.authorizer]
    case 'pool':
      return undefined
  }
}

/** A resource server has no more than its name and its scopes, so that all of it can be given. */
function serverWords(
  kind: Finding['kind'],
  expected: DeployedResourceServer | undefined,
  target: readonly string[],
): readonly string[] | undefined {
  if (kind === 'resource_server_extra') return ['cognito-idp', 'delete-resource-server', ...target]
  if (expected === undefined) return undefined
  const scopes = Object.entries(expected.scopes).map(([ScopeName, ScopeDescription]) => ({
    ScopeName,
    ScopeDescription,
  }))
  const verb = kind === 'resource_server_missing' ? 'create-resource-server' : 'update-resource-server'
  return ['cognito-idp', verb, ...target, '--name', expected.name, '--scopes', JSON.stringify(scopes)]
}

/** Issuer and audience are one setting; both are given. None where the API has further authorizers, which may be the cause. */
function audienceWords(
  pool: string,
  { id, authorizers }: LiveApi,
  { expected, owned }: Situation,
): readonly string[] | undefined {
  const [authorizer, ...others] = authorizers
  const ids = new Map([...owned.clients].map(([clientId, name]) => [name, clientId]))
  const audience = (expected.apis[pool]?.audience ?? []).flatMap((name) => ids.get(name) ?? [])
  if (authorizer === undefined || others.length > 0 || authorizer.tokensOf !== pool) return undefined
  if (audience.length !== expected.apis[pool]?.audience.length) return undefined
  const setting = JSON.stringify({ Issuer: authorizer.issuer, Audience: audience })
  const target = ['--api-id', id, '--authorizer-id', authorizer.id]
  return ['apigatewayv2', 'update-authorizer', ...target, '--jwt-configuration', setting]
}

/** Of a route; `undefined` where something that the route needs is gone, or nobody knows it. */
function routeWords(
  kind: Finding['kind'],
  pool: string,
  key: string,
  api: LiveApi,
  { expected, owned, live }: Situation,
): readonly string[] | undefined {
  const id = api.routeIds.get(key)
  const place = ['--api-id', api.id]
  const route = [...place, '--route-id', id ?? '']
  if (kind === 'route_extra') return id === undefined ? undefined : ['apigatewayv2', 'delete-route', ...route]
  const row = expected.apis[pool]?.routes[key]
  const authorization = row === undefined ? undefined : authorizationWords(row, pool, { live, owned })
  const target = owned.routes.get(pool)?.get(key)?.target
  const leads = target === undefined ? undefined : ['--target', target]
  if (kind === 'route_missing') {
    if (authorization === undefined || leads === undefined) return undefined
    return ['apigatewayv2', 'create-route', ...place, '--route-key', key, ...leads, ...authorization]
  }
  if (kind === 'route_replaced' || kind === 'route_target') {
    if (leads === undefined || api.routeTargets.get(key) === target) return undefined
    return ['apigatewayv2', 'update-route', ...route, ...leads]
  }
  if (id === undefined || authorization === undefined) return undefined
  return ['apigatewayv2', 'update-route', ...route, ...authorization]
}

/** What the route should ask for; `undefined` when the authorizer that it needs is gone. */
function authorizationWords(
  { authorization, scopes, tokensOf }: DeployedRoute,
  pool: string,
  { live, owned }: Pick<Situation, 'live' | 'owned'>,
): readonly string[] | undefined {
  if (authorization === 'NONE') return ['--authorization-type', 'NONE']
  const fits = live.apis
    .get(pool)
    ?.authorizers.find((each) => each.tokensOf === tokensOf && owned.authorizers.has(each.id))
  if (fits === undefined) return undefined
  return ['--authorization-type', authorization, '--authorizer-id', fits.id, '--authorization-scopes', ...scopes]
}
