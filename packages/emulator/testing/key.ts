/** The key that the tests' emulators are called with. */
import { Sha256 } from '@aws-crypto/sha256-js'
import { SignatureV4 } from '@smithy/signature-v4'
import { type AccessKey, signedBy } from '../aws/signature.ts'
import { call, type PlainAnswer } from './http.ts'

export const testKey: AccessKey = { accessKeyId: 'LOCALTESTKEY00000000', secretAccessKey: 'the-secret-of-the-tests' }

/** Lets through what is signed with it. */
export const requireSigned = signedBy([testKey], 'us-east-1')

/** What a client of the AWS SDK is made of, to call the emulator at the address. */
export const callerOf = (endpoint: string) =>
  ({ endpoint, region: 'us-east-1', credentials: testKey, maxAttempts: 1 }) as const

export interface SignedCall {
  readonly service: string
  readonly path?: string
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly key?: AccessKey
  readonly region?: string
  readonly date?: Date
}

/** The headers of a call that is signed as the AWS SDK signs. */
export async function signedHeaders(
  endpoint: string,
  { service, path = '/', method = 'POST', headers = {}, body = '', key = testKey, ...rest }: SignedCall,
): Promise<Record<string, string>> {
  const { host, hostname } = new URL(endpoint)
  const { region = 'us-east-1', date: signingDate = new Date() } = rest
  const signer = new SignatureV4({ credentials: key, region, service, sha256: Sha256, applyChecksum: false })
  const request = { method, protocol: 'http:', hostname, path, headers: { host, ...headers }, body }
  return (await signer.sign(request, { signingDate })).headers
}

/** Makes the call. */
export async function signedCall(endpoint: string, asked: SignedCall): Promise<PlainAnswer> {
  const { path = '/', method = 'POST', body } = asked
  const headers = await signedHeaders(endpoint, asked)
  return call(endpoint, path, { method, headers, ...(body === undefined ? {} : { body }) })
}
