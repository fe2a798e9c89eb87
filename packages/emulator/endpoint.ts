/** One address for all services, as `AWS_ENDPOINT_URL` wants it: finds out for which of them a call is. */
import { randomUUID } from 'node:crypto'
import type { Hono } from 'hono'
import { type AwsError, notEmulatedHere } from './aws/error.ts'
import { signedService } from './aws/signature.ts'
import { errorXml } from './aws/xml.ts'

const form = 'application/x-www-form-urlencoded'

type Application = Pick<Hono, 'fetch'>

/** By the names that calls are signed for. */
export type Services = Readonly<
  Record<'cognito-idp' | 'ssm' | 'dynamodb' | 'apigateway' | 'cloudformation' | 'sts', Application>
>

/** What stands before the dot in `X-Amz-Target`. */
const targets: ReadonlyMap<string, keyof Services> = new Map([
  ['AWSCognitoIdentityProviderService', 'cognito-idp'],
  ['AmazonSSM', 'ssm'],
  ['DynamoDB_20120810', 'dynamodb'],
])

/** All of the services as one. What is no call of an AWS service is Cognito's: pages, tokens, issuers. `connection`: the pages ask whose it is. */
export const createEndpoint = (services: Services) => (request: Request, connection?: object) => {
  const target = request.headers.get('x-amz-target')
  const signed = signedService(request)
  const name = target === null ? (signed ?? unsignedService(request)) : targets.get(target.split('.')[0] ?? '')
  if (name !== undefined && isOne(services, name)) return services[name].fetch(request, connection)
  return refusal(request, notEmulatedHere(`the service \`${signed ?? target ?? ''}\``))
}

const isOne = (services: Services, name: string): name is keyof Services => Object.hasOwn(services, name)

/** Whose refusal an unsigned call gets. */
function unsignedService({ url, method, headers }: Request): keyof Services {
  const { pathname } = new URL(url)
  if (pathname.startsWith('/v2/')) return 'apigateway'
  const isForm = headers.get('content-type')?.startsWith(form) === true
  return method === 'POST' && pathname === '/' && isForm ? 'cloudformation' : 'cognito-idp'
}

/** A form gets XML back, everything else JSON. */
function refusal({ headers }: Request, { type, message }: AwsError): Response {
  if (headers.get('content-type')?.startsWith(form) === true) {
    return new Response(errorXml('', 'InvalidAction', message, randomUUID()), {
      status: 400,
      headers: { 'content-type': 'text/xml' },
    })
  }
  return Response.json({ __type: type, message }, { status: 400, headers: { 'x-amzn-errortype': type } })
}
