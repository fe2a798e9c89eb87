/** Hono with AWS's own verifier in a middleware of a few lines, as most teams write it. */

import { CognitoJwtVerifier } from 'aws-jwt-verify'
import { SimpleJwksCache } from 'aws-jwt-verify/jwk'
import { HTTPException } from 'hono/http-exception'
import type { Setup } from '../issuer.ts'
import type { Start } from './fixture.ts'
import { serveHono } from './hono.ts'

/** Its own fetch speaks https only, so another one brings Cognito's key set from the bench's server. */
export const verifierOf = ({ userPoolId, clientId, scope, jwksUri }: Setup) =>
  CognitoJwtVerifier.create(
    { userPoolId, clientId, tokenUse: 'access', scope },
    { jwksCache: new SimpleJwksCache({ fetcher: { fetch: async () => (await fetch(jwksUri)).arrayBuffer() } }) },
  )

export const start: Start = (setup) => {
  const verifier = verifierOf(setup)
  return serveHono(async (c, next) => {
    const token = c.req.header('authorization')?.replace(/^Bearer /, '') ?? ''
    try {
      c.set('claims', await verifier.verify(token))
    } catch {
      throw new HTTPException(401)
    }
    await next()
  })
}
