/**
 * Settings that somebody makes by hand and that nothing here emulates. They are kept until the next start and reported as
 * they were given, because a door that an operator opens must be seen by whoever asks.
 */
import { z } from 'zod'
import { type Operation, type Operations, operation } from '../../aws-json/index.ts'
import type { CognitoContext } from '../context.ts'
import { PoolTarget, poolById } from './shared.ts'

/** Calls that write and read one thing, the member that names it, and the field of the answer. */
const described = [
  ['UpdateUserPool', 'DescribeUserPool', 'UserPoolId', 'UserPool'],
  ['UpdateUserPoolClient', 'DescribeUserPoolClient', 'ClientId', 'UserPoolClient'],
  ['UpdateUserPoolDomain', 'DescribeUserPoolDomain', 'Domain', 'DomainDescription'],
] as const

const Risk = PoolTarget.extend({ ClientId: z.string().optional() })
const Domain = z.object({ Domain: z.string().min(1) })
const Provider = PoolTarget.extend({ ProviderName: z.string().min(1), ProviderType: z.string().min(1) })

/** The operations, which keep and report besides what they do, and those that do nothing else. */
export function keeping(context: CognitoContext, operations: Operations): Operations {
  const { kept } = context
  const both = described.flatMap(([write, read, name, field]) => {
    const reads = operations[read]
    if (reads === undefined) return []
    // A domain is written and changes nothing here.
    const writes = operations[write] ?? operation(Domain, () => {})
    const idIn = (input: unknown) => String(z.looseObject({}).safeParse(input).data?.[name])
    const writing: Operation = async (input) => {
      const answer = await writes(input)
      const { UsernameAttributes, UsernameConfiguration, AliasAttributes } = kept.get(idIn(input)) ?? {}
      // Documented (model): an update does not take these, so that they stay.
      kept.set(idIn(input), {
        UsernameAttributes,
        UsernameConfiguration,
        AliasAttributes,
        ...z.looseObject({}).parse(input),
      })
      return answer
    }
    const reading: Operation = async (input) => {
      const answer = z.looseObject({}).parse(await reads(input))
      return { ...answer, [field]: { ...kept.get(idIn(input)), ...z.looseObject({}).parse(answer[field]) } }
    }
    return [[write, writing] as const, [read, reading] as const]
  })
  const providersOf = (pool: string) => [...kept].filter(([key]) => key.startsWith(`provider ${pool} `))
  return {
    ...operations,
    ...Object.fromEntries(both),
    SetUserPoolMfaConfig: operation(z.looseObject(PoolTarget.shape), ({ UserPoolId, ...input }) => {
      poolById(context, UserPoolId)
      kept.set(`factors ${UserPoolId}`, input)
      return input
    }),
    GetUserPoolMfaConfig: async (input) => ({
      ...kept.get(`factors ${PoolTarget.safeParse(input).data?.UserPoolId}`),
      ...(await operations['GetUserPoolMfaConfig']?.(input)),
    }),
    SetRiskConfiguration: operation(z.looseObject(Risk.shape), (input) => {
      poolById(context, input.UserPoolId)
      kept.set(`risk ${input.UserPoolId} ${input.ClientId ?? ''}`, input)
      return { RiskConfiguration: input }
    }),
    DescribeRiskConfiguration: operation(Risk, ({ UserPoolId, ClientId = '' }) => ({
      RiskConfiguration: kept.get(`risk ${UserPoolId} ${ClientId}`) ?? { UserPoolId },
    })),
    CreateIdentityProvider: operation(z.looseObject(Provider.shape), (input) => {
      poolById(context, input.UserPoolId)
      kept.set(`provider ${input.UserPoolId} ${input.ProviderName}`, input)
      return { IdentityProvider: input }
    }),
    DeleteIdentityProvider: operation(
      Provider.omit({ ProviderType: true }),
      ({ UserPoolId, ProviderName }) => void kept.delete(`provider ${UserPoolId} ${ProviderName}`),
    ),
    ListIdentityProviders: operation(PoolTarget, ({ UserPoolId }) => ({
      Providers: providersOf(UserPoolId).map(([, provider]) => provider),
    })),
  }
}
