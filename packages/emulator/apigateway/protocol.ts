/**
 * What the calls share: the store, input that is checked, pages, and refusals in the protocol's form.
 *
 * @module
 */
import type { Context } from 'hono'
import { z } from 'zod'
import { AwsError } from '../aws-json/index.ts'
import type { ResolvedApi } from '../template/index.ts'

/** An API with its address. */
export type AddressedApi = ResolvedApi & { readonly url: string }

/** The APIs as they are now. */
export interface Store {
  /** @throws {AwsError} */
  readonly find: (id: string) => AddressedApi
  /** The template's function behind an integration, whatever the routes name now. */
  readonly functionOf: (integration: string) => string | undefined
  readonly change: (id: string, change: (api: AddressedApi) => Partial<ResolvedApi>) => void
}

const names = z.array(z.string())

const Cors = z.object({
  allowOrigins: names.default([]),
  allowMethods: names.default([]),
  allowHeaders: names.default([]),
  exposeHeaders: names.default([]),
  allowCredentials: z.boolean().default(false),
  maxAge: z.int().nonnegative().optional(),
})
export type CorsInput = z.output<typeof Cors>

/** Every field that some call takes. What is left out stays as it is: the calls are PATCH (documented, aws-facts §I.17). */
export const Input = z.object({
  corsConfiguration: Cors.optional(),
  routeKey: z
    .string()
    .regex(/^(\$default|[A-Z]+ \/.*)$/)
    .optional(),
  authorizationType: z.enum(['NONE', 'JWT']).optional(),
  authorizationScopes: names.optional(),
  authorizerId: z.string().optional(),
  target: z
    .string()
    .regex(/^integrations\/./)
    .optional(),
  name: z.string().min(1).optional(),
  authorizerType: z.literal('JWT').optional(),
  identitySource: z
    .array(z.string().regex(/^\$request\.(header|querystring)\.[\w-]+$/))
    .length(1)
    .optional(),
  jwtConfiguration: z.object({ audience: names.min(1).optional(), issuer: z.string().optional() }).optional(),
})

/** @throws {AwsError} naming fields, never values */
export async function readInput<S extends z.ZodType>(c: Context, schema: S): Promise<z.output<S>> {
  const body: unknown = await c.req.json().catch(() => undefined)
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  const fields = parsed.error.issues.map(({ path }) => `\`${path.join('.')}\``).join(', ')
  throw badRequest(`Missing, malformed or not emulated: ${fields}`)
}

export const badRequest = (message: string) => new AwsError('BadRequestException', message)

/** Unknown: how many AWS puts on a page without a limit. Few, so that a reader who forgets the next page notices. */
const usualPage = 5

/** One page of the list. @throws {AwsError} for a token that no page gave out */
export function pageOf<Item>(c: Context, all: readonly Item[]): { items: readonly Item[]; nextToken?: string } {
  const size = Math.min(Number(c.req.query('maxResults') ?? usualPage) || usualPage, 500)
  const token = c.req.query('nextToken')
  const start = token === undefined ? 0 : Number(token)
  if (token !== undefined && (!Number.isInteger(start) || start < 1 || start >= all.length)) {
    throw badRequest('The next token is not one of ours')
  }
  const end = start + size
  return { items: all.slice(start, end), ...(end < all.length ? { nextToken: String(end) } : {}) }
}

const statuses: Readonly<Record<string, 400 | 403 | 404 | 409>> = {
  BadRequestException: 400,
  AccessDeniedException: 403,
  MissingAuthenticationTokenException: 403,
  NotFoundException: 404,
  ConflictException: 409,
}

/** Documented in form: the name of the exception in a header, the message in the body. */
export function refusal({ type, message }: AwsError): {
  readonly status: 400 | 403 | 404 | 409 | 500
  readonly headers: Record<string, string>
  readonly body: string
} {
  return {
    status: statuses[type] ?? 500,
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': type },
    body: JSON.stringify({ message }),
  }
}
