/**
 * JWT authorizers: `GetAuthorizers`, `CreateAuthorizer`, `UpdateAuthorizer`, `DeleteAuthorizer`.
 *
 * @module
 */
import { randomBytes } from 'node:crypto'
import type { Hono } from 'hono'
import type { z } from 'zod'
import { AwsError } from '../aws-json/index.ts'
import type { ResolvedApi, ResolvedAuthorizer } from '../template/index.ts'
import { badRequest, Input, pageOf, readInput, type Store } from './protocol.ts'

const Change = Input.pick({ name: true, authorizerType: true, identitySource: true, jwtConfiguration: true })
type Change = z.output<typeof Change>

const authorizers = '/v2/apis/:api/authorizers'

export function authorizerOperations(app: Hono, store: Store, issuers: string): void {
  app.get(authorizers, (c) => c.json(pageOf(c, Object.values(store.find(c.req.param('api')).authorizers).map(view))))
  app.post(authorizers, async (c) => {
    const api = store.find(c.req.param('api'))
    const change = await readInput(c, Change)
    if (change.authorizerType === undefined) throw badRequest('An authorizer needs an `authorizerType`')
    const id = randomBytes(3).toString('hex')
    const authorizer = changed({ id, title: '', issuer: '', audience: [], identitySource: '' }, change, issuers)
    store.change(api.id, ({ authorizers: all }) => ({ authorizers: { ...all, [id]: authorizer } }))
    return c.json(view(authorizer), 201)
  })
  app.patch(`${authorizers}/:authorizer`, async (c) => {
    const api = store.find(c.req.param('api'))
    const [key, before] = authorizerIn(api, c.req.param('authorizer'))
    const authorizer = changed(before, await readInput(c, Change), issuers)
    store.change(api.id, ({ authorizers: all }) => ({ authorizers: { ...all, [key]: authorizer } }))
    return c.json(view(authorizer))
  })
  app.delete(`${authorizers}/:authorizer`, (c) => {
    const api = store.find(c.req.param('api'))
    const [key] = authorizerIn(api, c.req.param('authorizer'))
    // General knowledge: an authorizer that a route uses cannot go.
    if (api.routes.some((route) => route.authorizer === key)) {
      throw new AwsError('ConflictException', 'A route uses this authorizer')
    }
    store.change(api.id, ({ authorizers: all }) => ({
      authorizers: Object.fromEntries(Object.entries(all).filter(([other]) => other !== key)),
    }))
    return c.body(null, 204)
  })
}

function authorizerIn({ authorizers: all }: ResolvedApi, id: string): readonly [string, ResolvedAuthorizer] {
  const found = Object.entries(all).find(([, authorizer]) => authorizer.id === id)
  if (found === undefined) throw new AwsError('NotFoundException', 'Invalid Authorizer identifier specified')
  return found
}

function changed(before: ResolvedAuthorizer, change: Change, issuers: string): ResolvedAuthorizer {
  const authorizer = {
    ...before,
    title: change.name ?? before.title,
    issuer: change.jwtConfiguration?.issuer ?? before.issuer,
    audience: change.jwtConfiguration?.audience ?? before.audience,
    identitySource: change.identitySource?.[0] ?? before.identitySource,
  }
  // The gateway asks the issuer for its keys, and a request of the local stack must not leave the machine.
  if (!authorizer.issuer.startsWith(`${issuers}/`)) throw badRequest('The local stack takes issuers of its own alone')
  if (authorizer.title === '' || authorizer.identitySource === '' || authorizer.audience.length === 0) {
    throw badRequest('An authorizer needs a `name`, an `identitySource` and an audience')
  }
  return authorizer
}

const view = ({ id, title, issuer, audience, identitySource }: ResolvedAuthorizer) => ({
  authorizerId: id,
  name: title,
  authorizerType: 'JWT',
  identitySource: [identitySource],
  jwtConfiguration: { issuer, audience },
})
