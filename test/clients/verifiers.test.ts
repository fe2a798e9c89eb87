/** Two libraries of others verify our tokens as a resource server elsewhere would. */
import { JwtVerifier } from 'aws-jwt-verify'
import { validateCognitoJwtFields } from 'aws-jwt-verify/cognito-verifier'
import { SimpleJwksCache } from 'aws-jwt-verify/jwk'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import { describe, expect, test } from 'vitest'
import { hostedSignIn, machineToken, sdkSignIn } from '../support/sign-in.ts'
import { clientOf, demoUser, poolOf } from '../support/stack.ts'

const tokens = [
  {
    kind: 'a person’s, from code with PKCE',
    client: 'merchant-web',
    get: async () => (await hostedSignIn('merchant-web', demoUser('owner'), 'openid account/read:access')).access_token,
  },
  {
    kind: 'a person’s, from the SDK',
    client: 'merchant-app',
    get: async () => (await sdkSignIn('merchant-app', demoUser('owner'))).accessToken,
  },
  { kind: 'a machine’s', client: 'globex-kiosk', get: () => machineToken('globex-kiosk') },
] as const

describe.each(tokens)('an access token, $kind', ({ client, get }) => {
  const { pool, id } = clientOf(client)
  const { issuer } = poolOf(pool)
  const jwksUri = `${issuer}/.well-known/jwks.json`

  test('is verified by aws-jwt-verify', async () => {
    const verifier = JwtVerifier.create(
      {
        issuer,
        audience: null,
        jwksUri,
        customJwtCheck: ({ payload }) => validateCognitoJwtFields(payload, { tokenUse: 'access', clientId: id }),
      },
      // The library's own fetcher speaks https only, and the local stack is on loopback.
      { jwksCache: new SimpleJwksCache({ fetcher: { fetch: async (uri) => (await fetch(uri)).arrayBuffer() } }) },
    )
    expect(await verifier.verify(await get())).toMatchObject({ client_id: id, token_use: 'access' })
  })

  test('is verified by jose', async () => {
    const keys = createRemoteJWKSet(new URL(jwksUri))
    const { payload, protectedHeader } = await jwtVerify(await get(), keys, { issuer, algorithms: ['RS256'] })
    expect(payload['client_id']).toBe(id)
    // Cognito's header: no `typ`.
    expect(Object.keys(protectedHeader).toSorted()).toEqual(['alg', 'kid'])
  })
})
