/**
 * A session with a server of the test’s own, which says what AWS may say and the local stack never does. The real SDK
 * reads it.
 */
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ApiGatewayV2Client } from '@aws-sdk/client-apigatewayv2'
import { CloudFormationClient } from '@aws-sdk/client-cloudformation'
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider'
import type { Session } from '../aws/session.ts'

export interface CannedAws {
  readonly session: Session
  readonly stop: () => void
}

/** What names a call: the operation in its header, or the path. */
const callIn = ({ headers, url = '' }: IncomingMessage): string =>
  String(headers['x-amz-target'] ?? url)
    .split('.')
    .at(-1) ?? ''

/** @param answers by `DescribeUserPool` or `/v2/apis/api1`; whatever else is asked does not exist */
export async function startCannedAws(answers: Readonly<Record<string, object>>): Promise<CannedAws> {
  const server = createServer((request, response) => {
    const answer = answers[callIn(request)]
    const gone = { 'x-amzn-errortype': 'NotFoundException' }
    response.writeHead(answer === undefined ? 404 : 200, answer === undefined ? gone : {})
    response.end(JSON.stringify(answer ?? { message: 'Not Found' }))
  })
  const listening = Promise.withResolvers<void>()
  server.listen(0, '127.0.0.1', listening.resolve)
  await listening.promise
  // The cast is safe: a server that listens on a TCP port has an AddressInfo.
  const { port } = server.address() as AddressInfo
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
  const common = { region: 'eu-central-1', credentials, endpoint: `http://127.0.0.1:${port}`, maxAttempts: 1 }
  const [apigateway, cognito, cloudformation] = [
    new ApiGatewayV2Client(common),
    new CognitoIdentityProviderClient(common),
    new CloudFormationClient(common),
  ]
  const close = () => {
    for (const client of [apigateway, cognito, cloudformation]) client.destroy()
  }
  return {
    session: {
      apigateway,
      cognito,
      cloudformation,
      isLocal: false,
      redirects: [],
      issuersOf: () => [],
      flags: () => [],
      ownFlags: () => [],
      close,
    },
    stop: () => {
      close()
      server.closeAllConnections()
      server.close()
    },
  }
}
