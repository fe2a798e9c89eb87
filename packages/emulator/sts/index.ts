/** Emulates the one call of the Security Token Service that everybody begins with: who am I? */
import type { Hono } from 'hono'
import { type QueryService, queryApplication } from '../aws/query.ts'
import type { AccessKey, RequireSigned } from '../aws/signature.ts'
import { element } from '../aws/xml.ts'

interface StsOptions {
  readonly accountId: string
  readonly key: AccessKey
  readonly requireSigned: RequireSigned
  readonly log?: (line: string) => void
}

/** The Security Token Service as an HTTP application. */
export const createSts = (options: StsOptions): Hono => queryApplication(stsService(options))

/** Its actions. */
export const stsService = ({ accountId, key, requireSigned, log = () => {} }: StsOptions): QueryService => ({
  name: 'sts',
  namespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
  actions: {
    GetCallerIdentity: () =>
      element('Arn', `arn:aws:iam::${accountId}:user/local`) +
      element('UserId', key.accessKeyId) +
      element('Account', accountId),
  },
  requireSigned,
  log,
})
