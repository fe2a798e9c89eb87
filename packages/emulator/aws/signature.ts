/**
 * Signature Version 4, verified: a signed call must come from somebody who has this stack's secret key. The signature is
 * computed again over what arrived (address, headers, body) by the library that the AWS SDK signs with, and compared.
 *
 * The names of the refusals and their words are general knowledge of AWS; a protocol may have other names for them.
 */
import { createHash, timingSafeEqual } from 'node:crypto'
import { Sha256 } from '@aws-crypto/sha256-js'
import { SignatureV4 } from '@smithy/signature-v4'
import { AwsError } from './error.ts'

/** A key pair as IAM makes them. */
export interface AccessKey {
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

/** Refuses a request that is not signed for the service. The body is the whole of it. @throws {AwsError} */
export type RequireSigned = (service: string, request: Request, body: Uint8Array) => Promise<void>

/** Documented (IAM user guide, "AWS Signature Version 4 for API requests"): a request is good for five minutes. */
const skewMilliseconds = 5 * 60_000

const mismatch =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.'
const invalid = (message: string) => new AwsError('InvalidSignatureException', message)

/** What `Authorization` says. */
const form =
  /^AWS4-HMAC-SHA256 Credential=([^/,\s]+)\/(\d{8})\/([^/,\s]+)\/([^/,\s]+)\/aws4_request, ?SignedHeaders=([^,\s]+), ?Signature=([0-9a-f]{64})$/

/** The service that the call is signed for; `undefined` of an unsigned one. */
export const signedService = ({ headers }: Pick<Request, 'headers'>): string | undefined =>
  form.exec(headers.get('authorization') ?? '')?.[4]

/** @param now milliseconds; the real time, because callers sign with theirs */
export function signedBy(keys: readonly AccessKey[], region: string, now: () => number = Date.now): RequireSigned {
  return async (service, request, body) => {
    const { headers } = request
    // Any web page could otherwise try its luck with the local stack.
    if (headers.has('origin')) {
      throw new AwsError('AccessDeniedException', 'The local stack takes no signed calls from browsers')
    }
    const authorization = headers.get('authorization') ?? ''
    if (!authorization.startsWith('AWS4-HMAC-SHA256 ')) {
      throw new AwsError('MissingAuthenticationTokenException', 'Missing Authentication Token')
    }
    const [, id = '', day, forRegion, forService, list = '', signature = ''] = form.exec(authorization) ?? []
    const date = headers.get('x-amz-date') ?? ''
    const signed = new Set(list.split(';'))
    // Documented (same page): the host and every `x-amz-` header must be signed.
    const unsigned = ['host', ...headers.keys()].filter((name) => /^(host|x-amz-.*)$/.test(name) && !signed.has(name))
    if (signature === '' || !date.startsWith(`${day}T`) || unsigned.length > 0) {
      throw new AwsError('IncompleteSignatureException', 'Authorization header or X-Amz-Date is missing or malformed')
    }
    const key = keys.find(({ accessKeyId }) => accessKeyId === id)
    if (key === undefined) {
      throw new AwsError('UnrecognizedClientException', 'The security token included in the request is invalid.')
    }
    if (forRegion !== region) throw invalid('Credential should be scoped to a valid region.')
    if (forService !== service) throw invalid(`Credential should be scoped to correct service: '${service}'.`)
    const time = Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'))
    if (!(Math.abs(now() - time) <= skewMilliseconds)) {
      throw invalid(`Signature ${time > now() ? 'not yet current' : 'expired'}: ${date} is not within 5 min.`)
    }
    const expected = await signatureOf(key, { region, service, date: new Date(time), signed }, request, body)
    if (!timingSafeEqual(Buffer.from(signature), Buffer.from(expected))) throw invalid(mismatch)
  }
}

interface Scope {
  readonly region: string
  readonly service: string
  readonly date: Date
  readonly signed: ReadonlySet<string>
}

async function signatureOf(
  credentials: AccessKey,
  { region, service, date, signed }: Scope,
  { method, url, headers }: Request,
  body: Uint8Array,
): Promise<string> {
  const { hostname, pathname, searchParams } = new URL(url)
  const hashHeader = 'x-amz-content-sha256'
  const signer = new SignatureV4({ credentials, region, service, sha256: Sha256, applyChecksum: false })
  const { headers: again } = await signer.sign(
    {
      method,
      protocol: 'http:',
      hostname,
      path: pathname,
      query: Object.fromEntries([...searchParams.keys()].map((name) => [name, searchParams.getAll(name)])),
      headers: {
        ...Object.fromEntries([...headers].filter(([name]) => signed.has(name))),
        // The signer believes this header. So it gets the body's own, whatever the caller claims.
        [hashHeader]: createHash('sha256').update(body).digest('hex'),
      },
    },
    // A header in the second set is left out unless it is in the first.
    { signingDate: date, signableHeaders: new Set(signed), unsignableHeaders: new Set([hashHeader]) },
  )
  return form.exec(again['authorization'] ?? '')?.[6] ?? ''
}
