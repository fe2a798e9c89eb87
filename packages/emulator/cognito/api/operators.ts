/** What an operator asks first: which pools there are, at which domains, with which factors and groups. */
import { z } from 'zod'
import { type Operations, operation, pageOf } from '../../aws-json/index.ts'
import type { CognitoContext } from '../context.ts'
import { invalid, PoolTarget, poolById, userBy } from './shared.ts'

export const operatorOperations = (context: CognitoContext): Operations => ({
  ListUserPools: operation(
    z.object({ MaxResults: z.int().min(1).max(60), NextToken: z.string().optional() }),
    ({ MaxResults, NextToken }) => {
      const { items, next } = pageOf(context.pools, MaxResults, NextToken, () => invalid('Invalid pagination token.'))
      return { UserPools: items.map(({ id, title }) => ({ Id: id, Name: title })), NextToken: next }
    },
  ),

  // General knowledge: a domain that nobody has is described by nothing.
  DescribeUserPoolDomain: operation(z.object({ Domain: z.string().min(1) }), ({ Domain }) => {
    const pool = context.pools.find(({ domainPrefix }) => domainPrefix === Domain)
    if (pool === undefined) return { DomainDescription: {} }
    return { DomainDescription: { Domain, UserPoolId: pool.id, AWSAccountId: '000000000000', Status: 'ACTIVE' } }
  }),

  GetUserPoolMfaConfig: operation(PoolTarget, ({ UserPoolId }) => {
    const { mfa, secondFactors } = poolById(context, UserPoolId)
    return {
      MfaConfiguration: mfa,
      SoftwareTokenMfaConfiguration: { Enabled: secondFactors.includes('SOFTWARE_TOKEN_MFA') },
    }
  }),

  // No call makes a group here.
  ListGroups: operation(PoolTarget, ({ UserPoolId }) => {
    poolById(context, UserPoolId)
    return { Groups: [] }
  }),
  AdminListGroupsForUser: operation(PoolTarget.extend({ Username: z.string().min(1) }), ({ UserPoolId, Username }) => {
    userBy(context, poolById(context, UserPoolId), Username)
    return { Groups: [] }
  }),
})
