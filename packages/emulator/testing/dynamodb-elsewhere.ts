/**
 * A DynamoDB that is not at `127.0.0.1`, as far as one machine can have it: an engine behind another address of the
 * machine, which notes who asks for what. Can be as slow with tables as AWS is.
 */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

export interface DynamodbCall {
  /** Such as `CreateTable`. */
  readonly operation: string
  /** The access key and the region that the request is signed for. */
  readonly signedBy: string
  readonly sessionToken: string | undefined
}

export interface DynamodbElsewhere {
  readonly endpoint: string
  readonly calls: readonly DynamodbCall[]
}

/** Until the running test ends. `slowTables`: a table is not ready when first asked, and refuses its time to live. */
export async function dynamodbElsewhere(
  engine: string,
  { slowTables = false }: { slowTables?: boolean } = {},
): Promise<DynamodbElsewhere> {
  const calls: DynamodbCall[] = []
  let ready = !slowTables
  const server = createServer((request, response) => {
    const pass = async () => {
      const chunks: Buffer[] = []
      // Safe: no encoding is set on the stream.
      for await (const chunk of request) chunks.push(chunk as Buffer)
      const { authorization = '', ...headers } = request.headers
      const operation = String(headers['x-amz-target']).split('.').at(-1) ?? ''
      const [, key = '', region = ''] = /Credential=([^/]+)\/\d+\/([^/]+)\//.exec(authorization) ?? []
      calls.push({
        operation,
        signedBy: `${key} ${region}`,
        sessionToken: headers['x-amz-security-token']?.toString(),
      })
      if (!ready && operation.endsWith('TimeToLive')) {
        response.writeHead(400, { 'content-type': 'application/x-amz-json-1.0' })
        return response.end(JSON.stringify({ __type: 'com.amazonaws.dynamodb.v20120810#ResourceInUseException' }))
      }
      const answer = await fetch(engine, {
        method: 'POST',
        headers: { authorization, 'x-amz-target': String(headers['x-amz-target']), ...plain(headers) },
        body: Buffer.concat(chunks),
      })
      let text = await answer.text()
      if (!ready && operation === 'DescribeTable') {
        text = text.replace('"ACTIVE"', '"CREATING"')
        ready = true
      }
      response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' })
      return response.end(text)
    }
    pass().catch(() => response.destroy())
  }).listen(0, '127.0.0.2')
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  // Safe: a server that listens on a port has an address.
  const { port } = server.address() as AddressInfo
  // The same address as IPv6 writes it (RFC 4291 §2.5.5.2): it leads here, and is not written like an address of this machine.
  return { endpoint: `http://[::ffff:127.0.0.2]:${port}`, calls }
}

/** The headers that the engine reads. */
const plain = (headers: Readonly<Record<string, string | string[] | undefined>>) =>
  Object.fromEntries(
    ['content-type', 'x-amz-date'].flatMap((name) => {
      const value = headers[name]
      return typeof value === 'string' ? [[name, value]] : []
    }),
  )
