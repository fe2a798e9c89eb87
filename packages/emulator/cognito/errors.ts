/**
 * Refusals that several calls and pages give, in Cognito's words: from general knowledge, unless marked otherwise.
 * `reason` is for the developer's log, where the words hide it.
 */
import { AwsError } from '../aws-json/index.ts'

export const invalidParameter = 'InvalidParameterException'
export const invalid = (message: string, reason?: string) => new AwsError(invalidParameter, message, reason)
export const notAuthorized = (message: string, reason?: string) =>
  new AwsError('NotAuthorizedException', message, reason)
export const notFound = (message: string) => new AwsError('ResourceNotFoundException', message)

export const disabled = () => notAuthorized('User is disabled.', 'the user is disabled')
export const unknownUser = () => new AwsError('UserNotFoundException', 'User does not exist.')
/** Documented words; they do not tell which of the two it was. */
export const wrongCredentials = (reason: string) => notAuthorized('Incorrect username or password.', reason)
export const wrongSession = (reason: string) => notAuthorized('Invalid session for the user.', reason)
export const sessionOver = () =>
  notAuthorized('Invalid session for the user, session is expired.', 'the session was used, is over or was never given')
export const wrongCode = (reason?: string) =>
  new AwsError('CodeMismatchException', 'Invalid verification code provided, please try again.', reason)

/** A parameter that must be there. @throws {AwsError} */
export function required(parameters: Readonly<Record<string, string | undefined>>, name: string): string {
  const value = parameters[name]
  if (value === undefined || value === '') throw invalid(`Missing required parameter ${name}`)
  return value
}
