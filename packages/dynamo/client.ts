/** The document client of the stores. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { type Environment, readEnvironment } from '@scopegate/http/environment'
import { clientLimits } from '@scopegate/http/outbound/limits'
import * as z from 'zod/mini'

/** Another address than the SDK finds by itself: a database on this machine. */
const endpoint = z.optional(z.url({ protocol: /^https?$/, error: 'must be an http or https address' }))

/**
 * A client with time limits and bounded attempts. Region and credentials come from the SDK's own resolution, and so does
 * the address unless `DYNAMODB_ENDPOINT` names one.
 *
 * @throws {ConfigurationError} when `DYNAMODB_ENDPOINT` is no address
 */
export function documentClient(environment: Environment): DynamoDBDocumentClient {
  const { DYNAMODB_ENDPOINT } = readEnvironment({ DYNAMODB_ENDPOINT: endpoint }, environment)
  const address = DYNAMODB_ENDPOINT === undefined ? {} : { endpoint: DYNAMODB_ENDPOINT }
  const client = new DynamoDBClient({ ...clientLimits, ...address })
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } })
}
