/** What the calls share: the store, input that is checked, pages, and refusals in the protocol's form. */
import type { Context, Hono } from 'hono'
import { z } from 'zod'
import { AwsError, pageOf, refusedFields } from '../aws-json/index.ts'
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
  throw badRequest(`Missing, malformed or not emulated: ${refusedFields(parsed.error)}`)
}

export const badRequest = (message: string) => new AwsError('BadRequestException', message)

/** Unknown: how many AWS puts on a page without a limit. Few, so that a reader who forgets the next page notices. */
const usualPage = 5

/** A page of a list. */
export function page<Item>(c: Context, all: readonly Item[], view: (item: Item) => object): Response {
  const size = Math.min(Number(c.req.query('maxResults') ?? usualPage) || usualPage, 500)
  const { items, next } = pageOf(all, size, c.req.query('nextToken'), unknownToken)
  return c.json({ items: items.map(view), nextToken: next })
}

/** What the four calls on parts of an API differ in. */
interface Parts<Part, Change extends z.ZodType> {
  /** What stands behind the API in the address. */
  readonly name: 'routes' | 'authorizers'
  readonly schema: Change
  readonly find: (api: AddressedApi, id: string) => Part | undefined
  /** The part after the change; without an earlier one it is being made. @throws {AwsError} */
  readonly changed: (api: AddressedApi, before: Part | undefined, change: z.output<Change>) => Part
  /** The API with the part. */
  readonly put: (api: ResolvedApi, part: Part) => Partial<ResolvedApi>
  /** The API without the part. @throws {AwsError} */
  readonly remove: (api: ResolvedApi, id: string) => Partial<ResolvedApi>
  readonly all: (api: AddressedApi) => readonly Part[]
  readonly view: (api: AddressedApi, part: Part) => object
}

/** The calls that list, make, change and delete the parts of an API. */
export function partOperations<Part, Change extends z.ZodType>(
  app: Hono,
  store: Store,
  { name, schema, find, changed, put, remove, all, view }: Parts<Part, Change>,
): void {
  const parts = `/v2/apis/:api/${name}` as const
  const known = (api: AddressedApi, id: string): Part => {
    const part = find(api, id)
    if (part !== undefined) return part
    const kind = name === 'routes' ? 'Route' : 'Authorizer'
    throw new AwsError('NotFoundException', `Invalid ${kind} identifier specified`)
  }
  const save = async (c: Context, api: AddressedApi, before: Part | undefined) => {
    const part = changed(api, before, await readInput(c, schema))
    store.change(api.id, (current) => put(current, part))
    return c.json(view(api, part), before === undefined ? 201 : 200)
  }
  app.get(parts, (c) => {
    const api = store.find(c.req.param('api'))
    return page(c, all(api), (part) => view(api, part))
  })
  app.post(parts, (c) => save(c, store.find(c.req.param('api')), undefined))
  app.patch(`${parts}/:part`, (c) => {
    const api = store.find(c.req.param('api'))
    return save(c, api, known(api, c.req.param('part')))
  })
  app.delete(`${parts}/:part`, (c) => {
    const api = store.find(c.req.param('api'))
    const id = c.req.param('part')
    known(api, id)
    store.change(api.id, (current) => remove(current, id))
    return c.body(null, 204)
  })
}

const unknownToken = () => badRequest('The next token is not one of ours')

const statuses: Readonly<Record<string, 400 | 403 | 404 | 409>> = {
  BadRequestException: 400,
  AccessDeniedException: 403,
  MissingAuthenticationTokenException: 403,
  IncompleteSignatureException: 403,
  InvalidSignatureException: 403,
  UnrecognizedClientException: 403,
  UnknownOperationException: 404,
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
