/**
 * What issuers for tests are made of: real RSA keys, tokens signed by jose, and a real loopback server that can be made
 * to misbehave.
 */
import { createPrivateKey, generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { CompactSign, exportJWK, type JWK } from 'jose'

/** A key pair with the name that tokens and the key set call it by. */
export interface SigningKey {
  readonly kid: string
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
}

/** A new RSA key pair, 2,048 bits unless asked otherwise. */
export function newKey(kid: string = randomUUID(), modulusLength = 2048): SigningKey {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength })
  return { kid, privateKey, publicKey }
}

/** As Cognito writes a key (aws-facts §A.1). */
export const jwkOf = async ({ kid, publicKey }: SigningKey): Promise<JWK> => ({
  ...(await exportJWK(publicKey)),
  kid,
  alg: 'RS256',
  use: 'sig',
})

/** Signs whatever it is given, also what no issuer would: the payload is any JSON. */
export const sign = (key: SigningKey, payload: unknown, header: Record<string, unknown> = {}): Promise<string> =>
  new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
    .setProtectedHeader({ alg: 'RS256', kid: key.kid, ...header })
    .sign(createPrivateKey(key.privateKey.export({ type: 'pkcs8', format: 'pem' })))

/** A loopback server with an answer that a test may replace; it counts the requests. */
export interface TestServer {
  readonly url: string
  readonly count: () => number
  answer: RequestListener
  readonly close: () => Promise<void>
}

/** Starts a server on a free port. */
export async function startServer(answer: RequestListener): Promise<TestServer> {
  let count = 0
  const server = createServer((request, response) => {
    count += 1
    started.answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // It must not keep the test process alive; so a test need not close it.
  server.unref()
  // The cast is safe: a TCP server that listens has an AddressInfo.
  const { port } = server.address() as AddressInfo
  const started: TestServer = {
    url: `http://127.0.0.1:${port}`,
    count: () => count,
    answer,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return started
}

/** Answers with a key set of these keys. */
export const keySetAnswer = async (...keys: readonly SigningKey[]): Promise<RequestListener> => {
  const body = JSON.stringify({ keys: await Promise.all(keys.map(jwkOf)) })
  return (_request, response) => response.writeHead(200, { 'content-type': 'application/json' }).end(body)
}
