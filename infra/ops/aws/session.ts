/**
 * Whose AWS is asked, and as whom: a profile or the environment, or the running local stack, which looks like AWS.
 *
 * @module
 */
import { ApiGatewayV2Client } from '@aws-sdk/client-apigatewayv2'
import { CloudFormationClient } from '@aws-sdk/client-cloudformation'
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider'
import type { Terminal } from '../command.ts'
import { localDirectory, requireLocalStack } from '../local/stack-file.ts'

/** What the user typed. Nothing of it: the SDK's usual places decide. */
export interface SessionOptions {
  readonly profile?: string
  readonly region?: string
  /** The running local stack instead of AWS. */
  readonly local?: boolean
  /** Its folder, when it is not the checkout's. */
  readonly directory?: string
}

/** The clients of one account and region. Only `ask` sends with them, so that every failure gets words of ours. */
export interface Session {
  readonly cognito: CognitoIdentityProviderClient
  readonly apigateway: ApiGatewayV2Client
  readonly cloudformation: CloudFormationClient
  readonly isLocal: boolean
  /** Closes connections that are kept. */
  readonly close: () => void
}

/** A person waits: better a failure with a next step than a minute of silence. */
const limits = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 10_000, throwOnRequestTimeout: true },
} as const

/** Any do: the look-alikes ask only that there be some. */
const nobody = { accessKeyId: 'local', secretAccessKey: 'local' }

/**
 * Opens a session. AWS itself is not asked before the first call.
 *
 * @throws {Failure} for `local` when no local stack runs
 */
export async function openSession(
  options: SessionOptions,
  { root, environment }: Pick<Terminal, 'root' | 'environment'>,
): Promise<Session> {
  const { profile, local = false, directory } = options
  if (local) {
    const { aws } = await requireLocalStack(localDirectory(root, directory))
    const common = { ...limits, region: 'us-east-1', credentials: nobody }
    return sessionOf(true, {
      cognito: { ...common, endpoint: aws.cognito },
      apigateway: { ...common, endpoint: aws.apigateway },
      cloudformation: { ...common, endpoint: aws.cloudformation },
    })
  }
  // The SDK reads `AWS_REGION` alone; the command line of AWS reads the other, and people set either.
  const region = options.region ?? environment['AWS_REGION'] ?? environment['AWS_DEFAULT_REGION']
  const common = {
    ...limits,
    ...(region === undefined ? {} : { region }),
    ...(profile === undefined ? {} : { profile }),
  }
  return sessionOf(false, { cognito: common, apigateway: common, cloudformation: common })
}

interface Settings {
  readonly cognito: object
  readonly apigateway: object
  readonly cloudformation: object
}

function sessionOf(isLocal: boolean, settings: Settings): Session {
  const cognito = new CognitoIdentityProviderClient(settings.cognito)
  const apigateway = new ApiGatewayV2Client(settings.apigateway)
  const cloudformation = new CloudFormationClient(settings.cloudformation)
  const close = () => {
    for (const client of [cognito, apigateway, cloudformation]) client.destroy()
  }
  return { cognito, apigateway, cloudformation, isLocal, close }
}
