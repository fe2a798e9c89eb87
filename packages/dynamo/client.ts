/** The tables' client, from the environment. */
import { type Environment, readEnvironment } from '@scopegate/http/environment'
import * as z from 'zod/mini'
import { type Documents, documents } from './documents.ts'

/** Another address than the SDK finds by itself: a database on this machine. */
const endpoint = z.optional(z.url({ protocol: /^https?$/, error: 'must be an http or https address' }))

/** What the client is made with. @throws {ConfigurationError} when `DYNAMODB_ENDPOINT` is no address */
export function clientSettings(environment: Environment): { readonly endpoint?: string } {
  const { DYNAMODB_ENDPOINT } = readEnvironment({ DYNAMODB_ENDPOINT: endpoint }, environment)
  return DYNAMODB_ENDPOINT === undefined ? {} : { endpoint: DYNAMODB_ENDPOINT }
}

/**
 * The documents of the database that the AWS SDK finds, unless `DYNAMODB_ENDPOINT` names one.
 *
 * @throws {ConfigurationError} when `DYNAMODB_ENDPOINT` is no address
 */
export function documentClient(environment: Environment): Documents {
  const settings = clientSettings(environment)
  return documents(({ openClient }) => openClient(settings))
}
