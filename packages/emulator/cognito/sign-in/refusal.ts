/** Refusals with two faces: what the caller may know, and the reason for the developer's log. */
import { AwsError } from '../../aws-json/index.ts'

/** A refusal whose words hide why; `reason` says it, for the log alone, and never holds a secret. */
export class Refusal extends AwsError {
  readonly reason: string
  constructor(type: string, message: string, reason: string) {
    super(type, message)
    this.reason = reason
  }
}

/** Documented words; they do not tell which of the two it was. */
export const wrongCredentials = (reason: string) =>
  new Refusal('NotAuthorizedException', 'Incorrect username or password.', reason)

export const wrongSession = (reason: string) =>
  new Refusal('NotAuthorizedException', 'Invalid session for the user.', reason)

/** Says in the log why something was refused. `what`: the operation or the page. */
export function logRefusal({ log }: { log: (line: string) => void }, what: string, error: unknown): void {
  if (error instanceof AwsError) {
    log(`cognito: ${what} refused: ${error.type}: ${error instanceof Refusal ? error.reason : error.message}`)
  }
}
