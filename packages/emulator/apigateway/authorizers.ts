/** JWT authorizers: `GetAuthorizers`, `CreateAuthorizer`, `UpdateAuthorizer`, `DeleteAuthorizer`. */
import { randomBytes } from 'node:crypto'
import type { Hono } from 'hono'
import type { z } from 'zod'
import { AwsError } from '../aws-json/index.ts'
import type { ResolvedAuthorizer } from '../template/index.ts'
import { badRequest, Input, partOperations, type Store } from './protocol.ts'

const Change = Input.pick({ name: true, authorizerType: true, identitySource: true, jwtConfiguration: true })

export function authorizerOperations(app: Hono, store: Store, issuers: string): void {
  partOperations<Part, typeof Change>(app, store, {
    name: 'authorizers',
    schema: Change,
    all: ({ authorizers }) => Object.entries(authorizers),
    find: ({ authorizers }, id) => Object.entries(authorizers).find(([each]) => each === id),
    changed: (_, before, change) => {
      if (before === undefined && change.authorizerType === undefined) {
        throw badRequest('An authorizer needs an `authorizerType`')
      }
      const [id, authorizer] = before ?? [randomBytes(3).toString('hex'), empty]
      return [id, changed(authorizer, change, issuers)]
    },
    put: ({ authorizers }, [id, authorizer]) => ({ authorizers: { ...authorizers, [id]: authorizer } }),
    remove: ({ authorizers, routes }, id) => {
      // General knowledge: an authorizer that a route uses cannot go.
      if (routes.some(({ authorizer }) => authorizer === id)) {
        throw new AwsError('ConflictException', 'A route uses this authorizer')
      }
      return { authorizers: Object.fromEntries(Object.entries(authorizers).filter(([each]) => each !== id)) }
    },
    view: (_, part) => view(part),
  })
}

/** An authorizer with its id. */
type Part = readonly [id: string, authorizer: ResolvedAuthorizer]

const empty: ResolvedAuthorizer = { title: '', issuer: '', audience: [], identitySource: '' }

function changed(before: ResolvedAuthorizer, change: z.output<typeof Change>, issuers: string): ResolvedAuthorizer {
  const authorizer = {
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

const view = ([id, { title, issuer, audience, identitySource }]: Part) => ({
  authorizerId: id,
  name: title,
  authorizerType: 'JWT',
  identitySource: [identitySource],
  jwtConfiguration: { issuer, audience },
})
