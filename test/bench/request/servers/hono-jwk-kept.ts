/** Hono's own `jwk` middleware with the keys fetched once by hand, which is faster than its page. */
import type { HonoJsonWebKey } from 'hono/utils/jwt/jws'
import { keySetOf, type Start } from './fixture.ts'
import { serveHono } from './hono.ts'
import { guardOf } from './hono-jwk.ts'

export const start: Start = async (setup) => {
  // Safe: Node's form of a key is the one that Hono takes.
  const keys = [...(await keySetOf(setup)).keys] as unknown as HonoJsonWebKey[]
  return serveHono(guardOf(setup, { keys }))
}
