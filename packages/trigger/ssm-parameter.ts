/**
 * Reading one parameter from AWS Systems Manager, in the time that a sign-in has. Without the AWS SDK, which takes longer to
 * load than to ask: the one call is signed here (IAM User Guide, reference_sigv-create-signed-request).
 */

/** Milliseconds for one attempt, connecting included. Two of them and the pause between fit the directory's budget. */
const attemptLimit = 600

interface Answer {
  readonly Parameter?: { readonly Value?: unknown }
  readonly __type?: string
}

/**
 * The parameter's value. Region, keys and endpoint are those of the environment, where `AWS_ENDPOINT_URL_SSM` moves the call to
 * another machine.
 *
 * @throws {Error} with the service's own code or the network's as its name, after a second attempt where that can help
 */
export async function ssmParameter(name: string, signal: AbortSignal): Promise<string> {
  const ask = () => post(signed(JSON.stringify({ Name: name }), process.env), signal)
  const first = await ask().catch(() => ({ status: 500, text: '' }))
  const isPassing = first.status >= 500 || (first.status >= 400 && first.text.includes('Throttl'))
  if (isPassing) await new Promise((resolve) => setTimeout(resolve, 100 * Math.random()))
  const { status, text } = isPassing ? await ask() : first
  // Safe: no member is taken for more than it is.
  const { Parameter, __type } = JSON.parse(text) as Answer
  if (status === 200 && typeof Parameter?.Value === 'string') return Parameter.Value
  const code = /\w+$/.exec(__type ?? 'NoValue')?.[0]
  throw Object.assign(new Error('GetParameter answered without a value'), { name: code })
}

/** Not by `fetch`, which takes half again as long to load. */
const post = ({ url, headers, body }: ReturnType<typeof signed>, ended: AbortSignal) =>
  new Promise<{ readonly status: number; readonly text: string }>((resolve, reject) => {
    const signal = AbortSignal.any([ended, AbortSignal.timeout(attemptLimit)])
    const fail = (error: unknown) => reject(signal.aborted ? signal.reason : error)
    const { request } = process.getBuiltinModule(url.protocol === 'http:' ? 'node:http' : 'node:https')
    request(url, { method: 'POST', headers, signal, agent: false }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part
      })
      response.on('error', fail).on('end', () => resolve({ status: response.statusCode ?? 0, text }))
    })
      .on('error', fail)
      .end(body)
  })

/** The call with its signature, version 4. */
function signed(body: string, variables: Readonly<Record<string, string | undefined>>) {
  const { AWS_REGION: region = '', AWS_ACCESS_KEY_ID: key = '', AWS_SECRET_ACCESS_KEY: secret = '' } = variables
  const { AWS_ENDPOINT_URL_SSM: ofSsm, AWS_ENDPOINT_URL: ofAll, AWS_SESSION_TOKEN: token } = variables
  const url = new URL(ofSsm ?? ofAll ?? `https://ssm.${region}.amazonaws.com`)
  const { createHash, createHmac } = process.getBuiltinModule('node:crypto')
  const digest = (text: string) => createHash('sha256').update(text).digest('hex')
  const time = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '')
  const scope = [time.slice(0, 8), region, 'ssm', 'aws4_request']
  // In the order that the signature wants them in.
  const headers: Readonly<Record<string, string>> = {
    'content-type': 'application/x-amz-json-1.1',
    host: url.host,
    'x-amz-date': time,
    ...(token === undefined ? {} : { 'x-amz-security-token': token }),
    'x-amz-target': 'AmazonSSM.GetParameter',
  }
  const names = Object.keys(headers).join(';')
  const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}`)
  const request = ['POST', url.pathname, '', ...lines, '', names, digest(body)].join('\n')
  const text = ['AWS4-HMAC-SHA256', time, scope.join('/'), digest(request)].join('\n')
  const hmac = (by: string | Buffer, part: string) => createHmac('sha256', by).update(part).digest()
  const signature = hmac(scope.reduce<string | Buffer>(hmac, `AWS4${secret}`), text).toString('hex')
  const authorization = `AWS4-HMAC-SHA256 Credential=${key}/${scope.join('/')}, SignedHeaders=${names}, Signature=${signature}`
  return { url, headers: { ...headers, authorization }, body }
}
