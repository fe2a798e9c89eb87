/** Whose AWS is asked, and as whom: a profile or the environment, or the running local stack, which looks like AWS. */
import { ApiGatewayV2Client } from '@aws-sdk/client-apigatewayv2'
import { CloudFormationClient } from '@aws-sdk/client-cloudformation'
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider'
import { fromIni } from '@aws-sdk/credential-provider-ini'
import type { StackFile } from '@scopegate/template'
import { parseKnownFiles } from '@smithy/core/config'
import { localDirectory, requireLocalStack } from '../local/stack-file.ts'
import type { Terminal } from '../program/command.ts'
import { Failure } from '../program/failure.ts'

/** What the user typed. Nothing of it: the SDK's usual places decide. */
export interface SessionOptions {
  readonly profile?: string
  readonly region?: string
  /** The running local stack instead of AWS. */
  readonly local?: boolean
  /** Its folder, when it is not the system's. Whoever names it means the local stack. */
  readonly directory?: string
  /** The stage, and the CloudFormation stack where it is not the stage's usual one. */
  readonly stage?: string
  readonly stack?: string
}

/** The clients of one account and region. Only `ask` sends with them, so that every failure gets words of ours. */
export interface Session {
  readonly cognito: CognitoIdentityProviderClient
  readonly apigateway: ApiGatewayV2Client
  readonly cloudformation: CloudFormationClient
  readonly isLocal: boolean
  /** What `start --redirect` added to the local stack. */
  readonly redirects: NonNullable<StackFile['redirects']>
  /** The addresses that tokens of a pool may name as their issuer. */
  readonly issuersOf: (poolId: string) => readonly string[]
  /** What a command line of AWS needs besides, to ask the same as this session: a profile, a region, an address. */
  readonly flags: (service: 'cognito' | 'apigateway' | 'cloudformation') => readonly string[]
  /** What a command line of ours needs besides: another command, to ask the same; `start`, to start the same local stack; `deploy`, to deploy there. */
  readonly ownFlags: (command: OwnCommand) => readonly string[]
  /** Closes connections that are kept. */
  readonly close: () => void
}

type OwnCommand = 'scopes' | 'start' | 'deploy'

/** A person waits: better a failure with a next step than a minute of silence. */
const limits = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 10_000, throwOnRequestTimeout: true },
} as const

/** A label of an address. The SDK refuses anything else in words of its own. */
const regionForm = /^[a-z]{2,}(-[a-z0-9]+)+$/

/** Whose local stack is meant, and what the environment says of AWS. */
export type Where = Pick<Terminal, 'environment'> & { readonly root: string }

/** Opens a session: AWS is not asked before the first call. @throws {Failure} for what is no region, profile or local stack */
export async function openSession(options: SessionOptions, { root, environment }: Where): Promise<Session> {
  const { profile, local = false, directory, stage, stack } = options
  const ofStage = stage === undefined ? [] : ['--stage', stage]
  const asked = [...ofStage, ...(stack === undefined ? [] : ['--stack', stack])]
  if (local || directory !== undefined) {
    const { aws, redirects = [] } = await requireLocalStack(localDirectory(root, directory))
    const common = { ...limits, region: aws.region, credentials: aws.credentials }
    return {
      ...clientsOf(
        { ...common, endpoint: aws.cognito },
        { ...common, endpoint: aws.apigateway },
        { ...common, endpoint: aws.cloudformation },
      ),
      isLocal: true,
      redirects,
      issuersOf: (poolId) => [`${aws.cognito}/${poolId}`],
      flags: (service) => ['--endpoint-url', aws[service]],
      ownFlags: (command) => [
        ...ownLocalFlags(command, directory, aws.cognito),
        ...(command === 'scopes' ? asked : []),
      ],
    }
  }
  // The SDK reads `AWS_REGION` alone; the command line of AWS reads the other, and people set either.
  const region = options.region ?? environment['AWS_REGION'] ?? environment['AWS_DEFAULT_REGION']
  if (region !== undefined && !regionForm.test(region)) {
    throw new Failure('The AWS region has not the form of one', 'give one such as `--region eu-central-1`')
  }
  if (profile !== undefined) await requireProfile(profile)
  const common = {
    ...limits,
    ...(region === undefined ? {} : { region }),
    // Stated: with a profile and keys in the environment the SDK warns, and says that it may prefer the keys one day.
    ...(profile === undefined ? {} : { profile, credentials: fromIni({ profile }) }),
  }
  const given = [
    ...(profile === undefined ? [] : ['--profile', profile]),
    ...(options.region === undefined ? [] : ['--region', options.region]),
  ]
  return {
    ...clientsOf(common, common, common),
    isLocal: false,
    redirects: [],
    issuersOf: awsIssuersOf,
    flags: () => given,
    ownFlags: (command) => (command === 'start' ? [] : [...given, ...(command === 'scopes' ? asked : ofStage)]),
  }
}

/** The first of the ports that `start` takes by default, and the last that it may be told. */
const [usualPort, lastPort] = [8700, 65_000]

/** @param first the address of the stack’s first port */
function ownLocalFlags(command: OwnCommand, directory: string | undefined, first: string): readonly string[] {
  const folder = directory === undefined ? [] : ['--directory', directory]
  if (command === 'scopes') return directory === undefined ? ['--local'] : folder
  const port = Number(new URL(first).port)
  return [...folder, ...(port === usualPort || port > lastPort ? [] : ['--port', String(port)])]
}

/** The SDK calls one that does not exist “no credentials”. The name is not repeated: what was typed may be a secret. */
async function requireProfile(profile: string): Promise<void> {
  // A configuration that cannot be read is the SDK’s to tell, when it asks for credentials.
  const known = await parseKnownFiles({}).catch(() => undefined)
  if (known === undefined || Object.hasOwn(known, profile)) return
  throw new Failure(
    'There is no AWS profile of the name that `--profile` gives',
    'give one that `aws configure list-profiles` lists, or make it with `aws configure --profile <name>`',
  )
}

/** Both kinds of issuer (aws-facts §A.1). A pool's id begins with its region. */
function awsIssuersOf(poolId: string): readonly string[] {
  const region = poolId.slice(0, poolId.indexOf('_'))
  return ['cognito-idp', 'issuer-cognito-idp'].map((host) => `https://${host}.${region}.amazonaws.com/${poolId}`)
}

function clientsOf(forCognito: object, forApiGateway: object, forCloudFormation: object) {
  const cognito = new CognitoIdentityProviderClient(forCognito)
  const apigateway = new ApiGatewayV2Client(forApiGateway)
  const cloudformation = new CloudFormationClient(forCloudFormation)
  const close = () => {
    for (const client of [cognito, apigateway, cloudformation]) client.destroy()
  }
  return { cognito, apigateway, cloudformation, close }
}
