/**
 * A contract that comes from elsewhere: another commit, a template, AWS. Checked here once, because it was written for
 * another version of the code, or by another program.
 *
 * @module
 */
import type { Contract } from '@scopegate/scopes/contract'
import { z } from 'zod'
import { Failure } from '../../failure.ts'
import { requireSound } from '../../sound.ts'

const text = z.string()
const texts = z.array(text)

const scopes = z.union([z.literal('pool-roles'), texts])
const base = { description: text, accessTokenMinutes: z.number() }
const people = { ...base, scopes, refreshTokenDays: z.number(), selfService: z.boolean() }

const Client = z.discriminatedUnion('kind', [
  z.object({
    ...people,
    kind: z.literal('browser'),
    identityScopes: z.array(z.enum(['openid', 'email', 'profile'])),
    redirectUris: texts,
    logoutUris: texts,
  }),
  z.object({ ...people, kind: z.literal('sdk') }),
  z.object({ ...base, kind: z.literal('machine'), scopes: texts, org: text, role: text }),
])

const Operation = z.object({
  service: text,
  method: text,
  path: z.templateLiteral(['/', text]),
  summary: text,
  tenancy: z.enum(['caller', 'path', 'none']),
  callers: z.enum(['everyone', 'people']),
  access: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('scope'), scope: text }),
    z.object({
      kind: z.literal('public'),
      reason: text,
      gateway: z.object({ exposed: z.boolean(), reason: text }),
    }),
  ]),
})

const Schema = z.object({
  roles: z.record(text, z.object({ description: text })),
  resourceServers: z.record(
    text,
    z.object({
      name: text,
      scopes: z.record(text, z.object({ description: text, risk: z.enum(['low', 'medium', 'high']), roles: texts })),
    }),
  ),
  pools: z.record(
    text,
    z.object({
      description: text,
      org: z.enum(['required', 'none']),
      mfa: z.enum(['required', 'optional']),
      roles: texts,
      clients: z.record(text, Client),
    }),
  ),
  operations: z.record(text, Operation),
})

/**
 * The contract, sound by its own rules.
 *
 * @param whose `the commit 524602a`, for the error
 * @throws {Failure} that names the first field or rule, and no value
 */
export function soundContract(value: unknown, whose: string): Contract {
  const result = Schema.safeParse(value)
  if (!result.success) {
    const field = result.error.issues[0]?.path.map(String).join('.') ?? ''
    throw new Failure(
      `The contract of ${whose} has another form than this version reads, first at \`${field}\``,
      'compare with a contract of this version, such as a later commit',
    )
  }
  requireSound(result.data, whose)
  return result.data
}
