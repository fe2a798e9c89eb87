/**
 * Resource servers, read and changed by an administrator. A change holds at once, and until the next start.
 *
 * @module
 */
import { z } from 'zod'
import { AwsError, type Operation, operation } from '../../aws-json/index.ts'
import type { CognitoContext } from '../context.ts'
import type { ResolvedPool } from '../model.ts'
import { pageOf } from './paging.ts'
import { invalidParameter, poolById } from './shared.ts'

type ResourceServer = ResolvedPool['resourceServers'][number]

const Pool = z.object({ UserPoolId: z.string().min(1) })
const Target = Pool.extend({ Identifier: z.string().min(1).max(256) })
// Documented (aws-facts §D.1): 100 scopes each.
const Scopes = z.array(z.object({ ScopeName: z.string().min(1), ScopeDescription: z.string().min(1) })).max(100)
// Inferred (aws-facts §I.17): name and scopes are taken as a whole, and scopes that are left out are none.
const Whole = Target.extend({ Name: z.string().min(1).max(256), Scopes: Scopes.default([]) })

export function resourceServerOperations(context: CognitoContext): Readonly<Record<string, Operation>> {
  const put = (id: string, servers: (all: readonly ResourceServer[]) => readonly ResourceServer[]) =>
    context.changePool(id, (pool) => ({ ...pool, resourceServers: servers(pool.resourceServers) }))
  const requireKnown = ({ UserPoolId, Identifier }: z.output<typeof Target>) => {
    const { resourceServers } = poolById(context, UserPoolId)
    if (resourceServers.some(({ identifier }) => identifier === Identifier)) return
    throw new AwsError('ResourceNotFoundException', `Resource server ${Identifier} does not exist.`)
  }
  return {
    ListResourceServers: operation(
      // Documented (model): at most 50 a page.
      Pool.extend({ MaxResults: z.int().min(1).max(50).default(50), NextToken: z.string().optional() }),
      invalidParameter,
      ({ UserPoolId, MaxResults, NextToken }) => {
        const { items, next } = pageOf(poolById(context, UserPoolId).resourceServers, MaxResults, NextToken)
        return { ResourceServers: items.map((server) => view(UserPoolId, server)), ...next }
      },
    ),

    CreateResourceServer: operation(Whole, invalidParameter, (input) => {
      const { resourceServers } = poolById(context, input.UserPoolId)
      if (resourceServers.some(({ identifier }) => identifier === input.Identifier)) {
        throw new AwsError(invalidParameter, `${input.Identifier} already exists in user pool ${input.UserPoolId}.`)
      }
      put(input.UserPoolId, (all) => [...all, serverOf(input)])
      return { ResourceServer: view(input.UserPoolId, serverOf(input)) }
    }),

    UpdateResourceServer: operation(Whole, invalidParameter, (input) => {
      requireKnown(input)
      put(input.UserPoolId, (all) => all.map((each) => (each.identifier === input.Identifier ? serverOf(input) : each)))
      return { ResourceServer: view(input.UserPoolId, serverOf(input)) }
    }),

    DeleteResourceServer: operation(Target, invalidParameter, (input) => {
      requireKnown(input)
      put(input.UserPoolId, (all) => all.filter(({ identifier }) => identifier !== input.Identifier))
      return {}
    }),
  }
}

const serverOf = ({ Identifier, Name, Scopes: scopes }: z.output<typeof Whole>): ResourceServer => ({
  identifier: Identifier,
  title: Name,
  scopes: scopes.map(({ ScopeName }) => ScopeName),
  descriptions: Object.fromEntries(scopes.map(({ ScopeName, ScopeDescription }) => [ScopeName, ScopeDescription])),
})

const view = (UserPoolId: string, { identifier, title, scopes, descriptions }: ResourceServer) => ({
  UserPoolId,
  Identifier: identifier,
  Name: title,
  Scopes: scopes.map((scope) => ({ ScopeName: scope, ScopeDescription: descriptions[scope] ?? '' })),
})
