/**
 * The one schema of a contract, for values that no type checker saw: Node strips types, and a contract may come from
 * another commit, a template or AWS. It says what form a contract has; the rules say what it must hold besides.
 */
import { type Contract, clientKinds } from '@scopegate/contract'
import { tableActions } from '@scopegate/contract/service'
import { z } from 'zod'

/** Printed on a terminal, where a control character could rewrite what stands there. */
const harmless = (value: string) => !/\p{Cc}/u.test(value)
export const text = z.string().refine(harmless)
const texts = z.array(text)
const rows = <Row extends z.ZodType>(row: Row) => z.record(text, row)

const anyClient = { description: text, accessTokenMinutes: z.number() }
const ofPeople = {
  ...anyClient,
  scopes: z.union([z.literal('pool-roles'), texts]),
  refreshTokenDays: z.number(),
  selfService: z.boolean(),
}

const Client = z.discriminatedUnion('kind', [
  z.object({
    kind: z.enum(['browser', 'native', 'web']),
    ...ofPeople,
    identityScopes: z.array(z.enum(['openid', 'email', 'profile'])),
    redirectUris: z.array(z.url().refine(harmless)).exactOptional(),
    logoutUris: texts.exactOptional(),
  }),
  z.object({ kind: z.literal('sdk'), ...ofPeople }),
  z.object({ kind: z.literal('machine'), ...anyClient, scopes: texts, org: text, role: text }),
])

const Pool = z.object({
  description: text,
  org: z.enum(['required', 'none']),
  mfa: z.enum(['required', 'optional']),
  roles: texts,
  clients: rows(Client),
})

const Scope = z.object({ description: text, risk: z.enum(['low', 'medium', 'high']), roles: texts })

const gateway = <const Exposed extends boolean>(exposed: Exposed) =>
  z.object({ exposed: z.literal(exposed), reason: text })

const Operation = z.object({
  service: text,
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
  path: z.templateLiteral(['/', z.string()]).refine(harmless),
  summary: text,
  access: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('scope'), scope: text }),
    z.object({
      kind: z.literal('public'),
      reason: text,
      gateway: z.discriminatedUnion('exposed', [gateway(true), gateway(false)]),
    }),
  ]),
  tenancy: z.enum(['caller', 'path', 'none']),
  callers: z.enum(['everyone', 'people']),
  list: z.literal(true).exactOptional(),
  query: texts.exactOptional(),
})

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
  layer: z.enum(['router', 'guard', 'request', 'operation', 'any']).exactOptional(),
  behindGateway: text.exactOptional(),
})

const Allowed = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('resource'), type: text, path: text, reason: text }),
  z.object({ kind: z.literal('property'), path: text, name: text, reason: text }),
  z.object({ kind: z.literal('variable'), service: text, name: text, reason: text }),
  z.object({ kind: z.literal('permission'), service: text, action: text, on: text, reason: text }),
])

/** The form of a contract. That its names refer to something, the rules judge. */
export const ContractSchema = z.object({
  name: text,
  problemTypes: text,
  resourceServers: rows(z.object({ name: text, scopes: rows(Scope) })),
  roles: rows(z.object({ description: text })),
  pools: rows(Pool),
  tables: rows(Table),
  services: rows(Service),
  operations: rows(Operation),
  problems: rows(Problem),
  allowed: z.array(Allowed),
}) satisfies z.ZodType<Contract>

/** The values of the fields that tell one form from another: zod names the field and not its values. */
export const formsByField: Readonly<Record<string, readonly string[]>> = {
  'clients kind': Object.keys(clientKinds),
  'operations access.kind': ['scope', 'public'],
  'allowed kind': ['resource', 'property', 'variable', 'permission'],
}

/** The fields of every form of a row. */
type FieldsOf<Row> = Row extends unknown ? keyof Row : never

/** A row that nobody has checked: each field may be missing or hold anything. */
export type Unchecked<Row> = { readonly [Field in FieldsOf<Row>]?: unknown }
