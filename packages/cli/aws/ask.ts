/**
 * One call to AWS, and what to do when it fails. The SDK's own messages may quote an account, a person's name in AWS or
 * what was sent, so none of them is repeated: the name of the failure decides.
 */

import { startIt } from '../local/stack-file.ts'
import { Failure } from '../program/failure.ts'
import type { Session } from './session.ts'

/** An IAM action that `drift` needs, such as `cognito-idp:DescribeUserPool`. */
export type IamAction = `${'cognito-idp' | 'apigateway' | 'cloudformation'}:${string}`

/** Makes the call, which needs that IAM action. @throws {Failure} with the cause in our words */
export async function ask<Answer>(session: Session, action: IamAction, call: () => Promise<Answer>): Promise<Answer> {
  try {
    return await call()
  } catch (error) {
    throw error instanceof Failure ? error : failureOf(error, session, action)
  }
}

/** Makes a call about one thing: `undefined` when AWS says that there is none, or that the pool’s plan has none. */
export const askAbout = <Answer>(
  session: Session,
  action: IamAction,
  call: () => Promise<Answer>,
): Promise<Answer | undefined> =>
  ask<Answer | undefined>(session, action, async () => {
    try {
      return await call()
    } catch (error) {
      if (
        error instanceof Error &&
        /^(?:(?:Resource)?NotFound|UserPoolAddOnNotEnabled|FeatureUnavailableInTier)Exception$/.test(error.name)
      )
        return undefined
      throw error
    }
  })

const logIn =
  'log in to AWS, name a profile with `--profile <name>`, or set the variables `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`'

/** The failures that have a next step of their own, by the name that the SDK or the service gives them. */
const known: readonly (readonly [names: RegExp, cause: string | ((action: IamAction) => string), next: string])[] = [
  [
    /^(ExpiredToken(Exception)?|RequestExpired)$/,
    'The AWS credentials have expired',
    'log in to AWS again, then type the same once more',
  ],
  [
    /^(CredentialsProviderError|TokenProviderError|MissingAuthenticationToken(Exception)?)$/,
    'There are no AWS credentials',
    logIn,
  ],
  [
    /^(UnrecognizedClient(Exception)?|InvalidClientTokenId|SignatureDoesNotMatch|InvalidSignature(Exception)?)$/,
    'AWS does not take these credentials',
    logIn,
  ],
  [
    /^(AccessDenied|NotAuthorized|UnauthorizedOperation)(Exception)?$/,
    (action) => `The AWS credentials may not do \`${action}\``,
    'have somebody allow this IAM action, or take other credentials with `--profile <name>`; docs/command-line.md lists all that are needed',
  ],
  [
    /^(Throttling(Exception)?|TooManyRequests(Exception)?|RequestLimitExceeded|ServiceUnavailable(Exception)?)$/,
    (action) => `AWS is too busy to answer \`${action}\``,
    'wait a minute, then type the same once more',
  ],
]

/** Failures of the network: the codes of Node, and the SDK's own name for no answer in time. */
const unreachable = /^(E[A-Z_]+|TimeoutError|AggregateError|UND_ERR_\w+)$/

/** What the failure amounts to. Never its message. */
function failureOf(error: unknown, { isLocal }: Pick<Session, 'isLocal'>, action: IamAction): Failure {
  if (!(error instanceof Error)) return unforeseen('unknown', action)
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (unreachable.test(error.name) || unreachable.test(code)) {
    if (isLocal) return new Failure('The local stack does not answer', startIt)
    return new Failure(
      `AWS cannot be reached for \`${action}\``,
      'check the network, and that the region exists (`--region <region>`)',
    )
  }
  // The SDK has no name for it.
  if (error.message === 'Region is missing') {
    return new Failure('No AWS region is given', 'give `--region <region>`, or set the variable `AWS_REGION`')
  }
  // The provider of a login session says in words alone that it is over.
  const name = error.name === 'CredentialsProviderError' && /expired/i.test(error.message) ? 'ExpiredToken' : error.name
  const [, cause, next] = known.find(([names]) => names.test(name)) ?? []
  if (cause === undefined || next === undefined) return unforeseen(name, action)
  return new Failure(typeof cause === 'string' ? cause : cause(action), next)
}

function unforeseen(name: string, action: IamAction): Failure {
  const said = /^\w{1,60}$/.test(name) ? `\`${name}\`` : 'an error without a name'
  return new Failure(
    `AWS answered \`${action}\` with ${said}`,
    'look the name up in the documentation of that service; nothing was changed',
  )
}
