/**
 * A contract that comes from elsewhere: another commit, a template, AWS. Checked here once, because it was written for
 * another version of the code, or by another program.
 *
 * @module
 */
import type { Contract } from '@scopegate/contract/contract'
import { z } from 'zod'
import { Failure } from './failure.ts'
import { requireSound } from './sound.ts'

/** Printed on somebody’s terminal, where a control character could rewrite what stands there. */
const harmless = (value: string) => !/\p{Cc}/u.test(value)
const text = z.string().refine(harmless)
const names = z.array(text)
const rows = <Row extends z.ZodType>(row: Row) => z.record(text, row)

const common = { description: text, accessTokenMinutes: z.number() }
const people = {
  ...common,
  scopes: z.union([z.literal('pool-roles'), names]),
  refreshTokenDays: z.number(),
  selfService: z.boolean(),
}

const Client = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('browser'),
    ...people,
    identityScopes: z.array(z.enum(['openid', 'email', 'profile'])),
    redirectUris: z.array(z.url().refine(harmless)),
    logoutUris: names,
  }),
  z.object({ kind: z.literal('sdk'), ...people }),
  z.object({ kind: z.literal('machine'), ...common, scopes: names, org: text, role: text }),
])

const Pool = z.object({
  description: text,
  org: z.enum(['required', 'none']),
  mfa: z.enum(['required', 'optional']),
  roles: names,
  clients: rows(Client),
})

const Operation = z.object({
  service: text,
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
  path: z.templateLiteral(['/', z.string()]).refine(harmless),
  summary: text,
  tenancy: z.enum(['caller', 'path', 'none']),
  callers: z.enum(['everyone', 'people']),
  list: z.literal(true).exactOptional(),
  query: names.exactOptional(),
  access: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('scope'), scope: text }),
    z.object({
      kind: z.literal('public'),
      reason: text,
      gateway: z.discriminatedUnion('exposed', [
        z.object({ exposed: z.literal(true), reason: text }),
        z.object({ exposed: z.literal(false), reason: text }),
      ]),
    }),
  ]),
})

const Scope = z.object({ description: text, risk: z.enum(['low', 'medium', 'high']), roles: names })

const tableActions = [
  'GetItem',
  'BatchGetItem',
  'Query',
  'Scan',
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'BatchWriteItem',
  'ConditionCheckItem',
] as const

const Table = z.object({
  description: text,
  partitionKey: text,
  sortKey: text.exactOptional(),
  timeToLive: text.exactOptional(),
})

const Service = z.object({
  description: text,
  tables: rows(z.array(z.enum(tableActions))).exactOptional(),
  userPools: z.array(z.enum(['AdminGetUser', 'ListUsers'])).exactOptional(),
  timeoutSeconds: z.number().exactOptional(),
  memoryMiB: z.number().exactOptional(),
})

const Problem = z.object({
  status: z.number(),
  title: text,
  means: text,
  next: text,
  challenge: z.enum(['invalid_request', 'invalid_token', 'insufficient_scope']).nullable().exactOptional(),
  retryAfter: z.number().exactOptional(),
})

const reason = { reason: text }
const Allowed = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('resource'), type: text, path: text, ...reason }),
  z.object({ kind: z.literal('variable'), service: text, name: text, ...reason }),
  z.object({ kind: z.literal('permission'), service: text, action: text, on: text, ...reason }),
])

const Schema = z.object({
  name: text,
  problemTypes: text,
  tables: rows(Table),
  services: rows(Service),
  problems: rows(Problem),
  allowed: z.array(Allowed),
  resourceServers: rows(z.object({ name: text, scopes: rows(Scope) })),
  roles: rows(z.object({ description: text })),
  pools: rows(Pool),
  operations: rows(Operation),
})

/**
 * The contract. That its names refer to something is not checked.
 *
 * @param whose contract it is: `the deployment`
 * @throws {Failure} naming the first field that does not fit, never its value
 */
export function readContract(value: unknown, whose: string): Contract {
  const parsed = Schema.safeParse(value)
  if (parsed.success) return parsed.data
  const field = parsed.error.issues[0]?.path.join('.') ?? ''
  throw new Failure(
    `The contract of ${whose} has another form than this version reads, first at \`${field}\``,
    'check out the commit that it was made from, and type the same there',
  )
}

/**
 * The same, for whoever computes from it.
 *
 * @throws {Failure} also when it breaks its own rules
 */
export function readSoundContract(value: unknown, whose: string): Contract {
  const contract = readContract(value, whose)
  requireSound(contract, whose)
  return contract
}
