/** Refusals whose words hide the reason, which goes to the developer's log. */
import { AwsError } from '../../aws-json/index.ts'

/** Documented words; they do not tell which of the two it was. */
export const wrongCredentials = (reason: string) =>
  new AwsError('NotAuthorizedException', 'Incorrect username or password.', reason)

export const wrongSession = (reason: string) =>
  new AwsError('NotAuthorizedException', 'Invalid session for the user.', reason)

export const sessionOver = () =>
  new AwsError(
    'NotAuthorizedException',
    'Invalid session for the user, session is expired.',
    'the session was used, is over or was never given',
  )

/** Says in the log why something was refused. `what`: the page. */
export function logRefusal({ log }: { log: (line: string) => void }, what: string, error: unknown): void {
  if (error instanceof AwsError) log(`cognito: ${what} refused: ${error.type}: ${error.reason}`)
}
