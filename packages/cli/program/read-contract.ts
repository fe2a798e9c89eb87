/**
 * A contract or a stage that comes from elsewhere: another commit, a template, AWS. Checked here once, because it was
 * written for another version of the code, or by another program.
 */
import { ContractSchema, text } from '@scopegate/analysis/contract-schema'
import type { Contract, Stage } from '@scopegate/contract'
import { z } from 'zod'
import { Failure } from './failure.ts'
import { requireSound } from './sound.ts'

/** @throws {Failure} naming the first field that does not fit, never its value */
function fitting<Schema extends z.ZodType>(schema: Schema, value: unknown, what: string): z.output<Schema> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const field = parsed.error.issues[0]?.path.join('.') ?? ''
  throw new Failure(
    `The ${what} has another form than this version reads, first at \`${field}\``,
    'check out the commit that it was made from, and type the same there',
  )
}

/** The contract of `the deployment`, say. That its names refer to something is not checked. */
export const readContract = (value: unknown, whose: string): Contract =>
  fitting(ContractSchema, value, `contract of ${whose}`)

/** The same, for whoever computes from it. @throws {Failure} also when it breaks its own rules */
export function readSoundContract(value: unknown, whose: string): Contract {
  const contract = readContract(value, whose)
  requireSound(contract, whose)
  return contract
}

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

const StageSchema = z.object({
  name: text,
  suffix: text.exactOptional(),
  account: text.exactOptional(),
  region: text.exactOptional(),
  domainPrefix: text.exactOptional(),
  signInDomains: Domains.exactOptional(),
  apiDomains: Domains.exactOptional(),
  clients: z.record(text, Client),
  throttle: z.object({ rate: z.number(), burst: z.number() }).exactOptional(),
  clientDirectory: z.enum(['variable', 'parameter']).exactOptional(),
  alarmAddress: text.exactOptional(),
  unprotected: text.exactOptional(),
})

/** The stage; `undefined` for `undefined`, where whoever wrote it knew of no stages. */
export const readStage = (value: unknown, whose: string): Stage | undefined =>
  value === undefined ? undefined : fitting(StageSchema, value, `stage of ${whose}`)
