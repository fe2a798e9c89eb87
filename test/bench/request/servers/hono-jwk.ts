/** Hono's own `jwk` middleware with `jwks_uri`, as its page shows it: it fetches the key set for each request. */
import { every } from 'hono/combine'
import { createMiddleware } from 'hono/factory'
import { HTTPException } from 'hono/http-exception'
import { jwk } from 'hono/jwk'
import type { Setup } from '../issuer.ts'
import { holds, type Start } from './fixture.ts'
import { serveHono } from './hono.ts'

type Keys = Pick<Parameters<typeof jwk>[0], 'keys' | 'jwks_uri'>

export const guardOf = ({ issuer, scope }: Setup, keys: Keys) =>
  every(
    jwk({ ...keys, alg: ['RS256'], verification: { iss: issuer } }),
    createMiddleware<{ Variables: { jwtPayload: Record<string, unknown> } }>(async (c, next) => {
      if (!holds(c.var.jwtPayload['scope'], scope)) throw new HTTPException(403)
      await next()
    }),
  )

export const start: Start = (setup) => serveHono(guardOf(setup, { jwks_uri: setup.jwksUri }))
