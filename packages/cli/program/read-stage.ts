/**
 * A stage that comes from elsewhere: another commit, a template, AWS. Checked here once, as a contract is.
 *
 * @module
 */
import type { Stage } from '@scopegate/contract'
import { z } from 'zod'
import { Failure } from './failure.ts'

/** Printed on a terminal, where a control character could rewrite what stands there. */
const text = z.string().regex(/^\P{Cc}*$/u)

const Domains = z.record(
  text,
  z.object({
    domainName: text,
    certificateArn: text,
    hostedZone: z.object({ id: text, name: text }).exactOptional(),
  }),
)

const Client = z.object({
  redirectUris: z.array(text).exactOptional(),
  logoutUris: z.array(text).exactOptional(),
  accessTokenMinutes: z.number().exactOptional(),
  refreshTokenDays: z.number().exactOptional(),
})

const Schema = z.object({
  name: text,
  suffix: text.exactOptional(),
  account: text.exactOptional(),
  region: text.exactOptional(),
  domainPrefix: text.exactOptional(),
  signInDomains: Domains.exactOptional(),
  apiDomains: Domains.exactOptional(),
  clients: z.record(text, Client),
  throttle: z.object({ rate: z.number(), burst: z.number() }).exactOptional(),
  alarmAddress: text.exactOptional(),
  unprotected: text.exactOptional(),
})

/**
 * The stage; `undefined` for `undefined`, where whoever wrote it knew of no stages.
 *
 * @param whose stage it is: `the deployment`
 * @throws {Failure} naming the first field that does not fit, never its value
 */
export function readStage(value: unknown, whose: string): Stage | undefined {
  if (value === undefined) return undefined
  const parsed = Schema.safeParse(value)
  if (parsed.success) return parsed.data
  const field = parsed.error.issues[0]?.path.join('.') ?? ''
  throw new Failure(
    `The stage of ${whose} has another form than this version reads, first at \`${field}\``,
    'check out the commit that it was made from, and type the same there',
  )
}
