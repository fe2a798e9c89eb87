/** Fastify with its own JWT plug-in and the cache of that. */
import fastifyJwt, { type TokenOrHeader } from '@fastify/jwt'
import fastify, { type FastifyRequest } from 'fastify'
import { body, guardedPath, holds, openPath, pemKeys, type Start } from './fixture.ts'

/** With `decode: { complete: true }`, the whole token is given. */
const kidOf = (token: TokenOrHeader): string =>
  String('header' in token ? (token.header as { kid?: unknown }).kid : token['kid'])

export const start: Start = async (setup) => {
  const keyOf = pemKeys(setup)
  const server = fastify()
  await server.register(fastifyJwt, {
    decode: { complete: true },
    secret: (_request: FastifyRequest, token: TokenOrHeader) => keyOf(kidOf(token)),
    verify: { algorithms: ['RS256'], allowedIss: setup.issuer, cache: true },
  })
  server.get(openPath, () => body)
  server.get(
    guardedPath,
    {
      onRequest: async (request, reply) => {
        const claims = await request.jwtVerify<Record<string, unknown>>()
        if (!holds(claims['scope'], setup.scope)) return reply.code(403).send()
      },
    },
    () => body,
  )
  const url = await server.listen({ port: 0, host: '127.0.0.1' })
  return { port: Number(new URL(url).port), close: () => server.close() }
}
