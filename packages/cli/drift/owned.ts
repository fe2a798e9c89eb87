/**
 * What CloudFormation made, by its names in the catalog: the deployed template says what each resource is, the list of
 * resources says which id it got. Whatever else is there, somebody made by hand.
 */

import type { Template, TemplateResource } from '@scopegate/template'
import { z } from 'zod'
import { Failure } from '../program/failure.ts'

/** A route as CloudFormation made it. */
export interface OwnedRoute {
  readonly id: string
  /** The integration that it leads to: `integrations/a1b2c3`; `undefined` where the template names it in another form. */
  readonly target: string | undefined
}

export interface Owned {
  /** The id of each user pool, by its name. */
  readonly pools: ReadonlyMap<string, string>
  /** The name of each app client, by its id. */
  readonly clients: ReadonlyMap<string, string>
  /** The id of each API, by its pool. */
  readonly apis: ReadonlyMap<string, string>
  /** By the pool of the API, then by route key. */
  readonly routes: ReadonlyMap<string, ReadonlyMap<string, OwnedRoute>>
  readonly authorizers: ReadonlySet<string>
  /** The name of each pool's token trigger, a Lambda function, by the pool. */
  readonly triggers: ReadonlyMap<string, string>
}

/** @throws {Failure} for a stack without pools, which is not one of ours */
export function ownedBy(template: Pick<Template, 'Resources'>, ids: ReadonlyMap<string, string>): Owned {
  const resources = Object.entries(template.Resources)
  const named = (type: string, key: string): readonly (readonly [string, string])[] =>
    resources.flatMap(([logicalId, { Type, Metadata }]) => {
      const [name, id] = [Metadata[key], ids.get(logicalId)]
      return Type === type && typeof name === 'string' && id !== undefined ? [[name, lastPart(id)] as const] : []
    })
  const pools = new Map(named('AWS::Cognito::UserPool', 'scopegate:pool'))
  if (pools.size === 0) {
    throw new Failure('The stack has no user pool of this project', 'name the stack with pools and APIs with `--stack`')
  }
  return {
    pools,
    clients: new Map(named('AWS::Cognito::UserPoolClient', 'scopegate:client').map(([name, id]) => [id, name])),
    apis: new Map(named('AWS::ApiGatewayV2::Api', 'scopegate:pool')),
    routes: routesIn(template, ids),
    authorizers: new Set(
      resources.flatMap(([logicalId, { Type }]) =>
        Type === 'AWS::ApiGatewayV2::Authorizer' ? (ids.get(logicalId)?.split('|') ?? []) : [],
      ),
    ),
    triggers: new Map(resources.flatMap(([, resource]) => triggerOf(resource, ids))),
  }
}

/** Inferred (aws-facts §I.18): where the id has more than one part, the pool's comes first and the client's last. */
const lastPart = (id: string) => id.split('|').at(-1) ?? id

/** A route or an integration belongs to one API, whose id may be part of theirs, before it or after it (aws-facts §I.18). */
const besides = (id: string, api: string): string =>
  id
    .split('|')
    .filter((part) => part !== api)
    .at(-1) ?? id

function routesIn({ Resources }: Pick<Template, 'Resources'>, ids: ReadonlyMap<string, string>): Owned['routes'] {
  const routes = new Map<string, Map<string, OwnedRoute>>()
  for (const [logicalId, { Type, Properties }] of Object.entries(Resources)) {
    const [key, id] = [Properties['RouteKey'], ids.get(logicalId)]
    if (Type !== 'AWS::ApiGatewayV2::Route' || typeof key !== 'string' || id === undefined) continue
    const apiLogicalId = Reference.safeParse(Properties['ApiId']).data?.Ref ?? ''
    const integration = Target.safeParse(Properties['Target']).data?.['Fn::Join'][1][1].Ref
    const pool = Resources[apiLogicalId]?.Metadata['scopegate:pool']
    if (typeof pool !== 'string') continue
    const api = ids.get(apiLogicalId) ?? ''
    const target = integration === undefined ? undefined : ids.get(integration)
    const ofApi = routes.get(pool) ?? new Map<string, OwnedRoute>()
    ofApi.set(key, {
      id: besides(id, api),
      target: target === undefined ? undefined : `integrations/${besides(target, api)}`,
    })
    routes.set(pool, ofApi)
  }
  return routes
}

/** An integration as CDK refers to it from a route, and a function as a pool refers to it or names it. */
const Target = z.object({
  'Fn::Join': z.tuple([z.literal(''), z.tuple([z.literal('integrations/'), z.object({ Ref: z.string() })])]),
})
const LambdaArn = z.object({
  'Fn::GetAtt': z.tuple([z.string()], z.unknown()).optional(),
  'Fn::Sub': z.string().optional(),
})
const Trigger = z.object({ PreTokenGenerationConfig: z.object({ LambdaArn }) })
const ownFunction = /^arn:\$\{AWS::Partition\}:lambda:\$\{AWS::Region\}:\$\{AWS::AccountId\}:function:([\w-]+)$/
const Reference = z.object({ Ref: z.string() })

function triggerOf(
  { Type, Metadata, Properties }: TemplateResource,
  ids: ReadonlyMap<string, string>,
): readonly (readonly [string, string])[] {
  const pool = Metadata['scopegate:pool']
  if (Type !== 'AWS::Cognito::UserPool' || typeof pool !== 'string') return []
  const arn = Trigger.safeParse(Properties['LambdaConfig']).data?.PreTokenGenerationConfig.LambdaArn
  const [logicalId = ''] = arn?.['Fn::GetAtt'] ?? []
  const name = ownFunction.exec(arn?.['Fn::Sub'] ?? '')?.[1] ?? ids.get(logicalId)
  return name === undefined ? [] : [[pool, name]]
}
