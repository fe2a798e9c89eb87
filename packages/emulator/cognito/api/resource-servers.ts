/** Resource servers, read and changed by an administrator. A change holds at once, and until the next start. */
import { z } from 'zod'
import { AwsError, type Operation, operation } from '../../aws-json/index.ts'
import type { ResolvedPool } from '../../template/model.ts'
import type { CognitoContext } from '../context.ts'
import { invalid, listOperation, PoolTarget, poolById } from './shared.ts'

type ResourceServer = ResolvedPool['resourceServers'][number]

const Target = PoolTarget.extend({ Identifier: z.string().min(1).max(256) })
// Documented (aws-facts §D.1): 100 scopes each.
const Scopes = z.array(z.object({ ScopeName: z.string().min(1), ScopeDescription: z.string().min(1) })).max(100)
// Inferred (aws-facts §I.17): name and scopes are taken as a whole, and scopes that are left out are none.
const Whole = Target.extend({ Name: z.string().min(1).max(256), Scopes: Scopes.default([]) })

export function resourceServerOperations(context: CognitoContext): Readonly<Record<string, Operation>> {
  const isKnown = ({ UserPoolId, Identifier }: z.output<typeof Target>) =>
    poolById(context, UserPoolId).resourceServers.some((server) => server.Identifier === Identifier)
  const requireKnown = (input: z.output<typeof Target>) => {
    if (isKnown(input)) return
    throw new AwsError('ResourceNotFoundException', `Resource server ${input.Identifier} does not exist.`)
  }
  const put = (id: string, servers: (all: readonly ResourceServer[]) => readonly ResourceServer[]) =>
    context.changePool(id, (pool) => ({ ...pool, resourceServers: servers(pool.resourceServers) }))
  return {
    // Documented (model): at most 50 a page.
    ListResourceServers: listOperation(context, 50, 'ResourceServers', ({ id: UserPoolId, resourceServers }) =>
      resourceServers.map((server) => ({ UserPoolId, ...server })),
    ),

    CreateResourceServer: operation(Whole, (input) => {
      if (isKnown(input)) throw invalid(`${input.Identifier} already exists in user pool ${input.UserPoolId}.`)
      const { UserPoolId, ...server } = input
      put(UserPoolId, (all) => [...all, server])
      return { ResourceServer: input }
    }),

    UpdateResourceServer: operation(Whole, (input) => {
      requireKnown(input)
      const { UserPoolId, ...server } = input
      put(UserPoolId, (all) => all.map((each) => (each.Identifier === server.Identifier ? server : each)))
      return { ResourceServer: input }
    }),

    DeleteResourceServer: operation(Target, (input) => {
      requireKnown(input)
      put(input.UserPoolId, (all) => all.filter(({ Identifier }) => Identifier !== input.Identifier))
      return {}
    }),
  }
}
