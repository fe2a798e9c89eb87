/**
 * Who may make the calls that take AWS credentials.
 *
 * @module
 */
import { AwsError } from './index.ts'

/**
 * Refuses callers who may not. Any credentials are accepted, because it is one developer's loopback; none at all are
 * refused, as AWS does. A browser is refused: any web page could otherwise rewrite the local stack.
 *
 * @throws {AwsError}
 */
export function requireAdministrator({ headers }: Pick<Request, 'headers'>): void {
  if (headers.has('origin')) {
    throw new AwsError('AccessDeniedException', 'The local stack takes no administrator calls from browsers')
  }
  if (!(headers.get('authorization') ?? '').startsWith('AWS4-HMAC-SHA256 ')) {
    throw new AwsError('MissingAuthenticationTokenException', 'Missing Authentication Token')
  }
}
