/** Hono with fast-jwt and its cache. */
import { createVerifier, type DecodedJwt } from 'fast-jwt'
import { HTTPException } from 'hono/http-exception'
import { holds, pemKeys, type Start } from './fixture.ts'
import { serveHono } from './hono.ts'

export const start: Start = (setup) => {
  const keyOf = pemKeys(setup)
  // The cast is safe: with a function for the key, it returns a promise.
  const verify = createVerifier({
    key: ({ header }: DecodedJwt) => keyOf(String((header as { kid?: unknown }).kid)),
    algorithms: ['RS256'],
    allowedIss: setup.issuer,
    cache: true,
  }) as (token: string) => Promise<Record<string, unknown>>
  return serveHono(async (c, next) => {
    const token = c.req.header('authorization')?.replace(/^Bearer /, '') ?? ''
    const claims = await verify(token).catch(() => {
      throw new HTTPException(401)
    })
    if (!holds(claims['scope'], setup.scope)) throw new HTTPException(403)
    await next()
  })
}
