/**
 * The document client of the stores.
 *
 * @module
 */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { clientLimits } from '@scopegate/http/outbound/limits'

export interface DynamoOptions {
  /** Another address than the SDK finds by itself: a database on this machine. */
  readonly endpoint?: string | undefined
}

/** A client with time limits and bounded attempts. Region and credentials come from the SDK's own resolution. */
export function createDocumentClient({ endpoint }: DynamoOptions = {}): DynamoDBDocumentClient {
  const client = new DynamoDBClient({ ...clientLimits, ...(endpoint === undefined ? {} : { endpoint }) })
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } })
}
