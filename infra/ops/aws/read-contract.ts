/**
 * A contract that came from elsewhere, such as a deployed template: checked before anything computes from it.
 *
 * @module
 */
import type { Contract } from '@scopegate/scopes/contract'
import { z } from 'zod'
import { Failure } from '../failure.ts'

const text = z.string()
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
    redirectUris: z.array(z.url()),
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
  method: text,
  path: z.templateLiteral(['/', z.string()]),
  summary: text,
  tenancy: z.enum(['caller', 'path', 'none']),
  callers: z.enum(['everyone', 'people']),
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

const Schema = z.object({
  resourceServers: rows(z.object({ name: text, scopes: rows(Scope) })),
  roles: rows(z.object({ description: text })),
  pools: rows(Pool),
  operations: rows(Operation),
})

/**
 * The contract. That its names refer to something is not checked: what computes from a contract takes any.
 *
 * @param what whose contract it is, as the subject of a sentence
 * @throws {Failure} naming the first field that does not fit, never its value
 */
export function readContract(value: unknown, what: string): Contract {
  const parsed = Schema.safeParse(value)
  if (parsed.success) return parsed.data
  const field = parsed.error.issues[0]?.path.join('.') ?? ''
  throw new Failure(
    `${what} is not one that this version of the project can read: \`${field}\` does not fit`,
    'check out the commit that it was made from, and type the same there',
  )
}
