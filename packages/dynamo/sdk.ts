/** What the product takes of the AWS SDK: the one file whose code it is in. `documents.ts` loads it when a table is needed. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { clientLimits } from '@scopegate/http/outbound/limits'

export {
  DeleteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb'

/** A client with time limits and bounded attempts. Region and credentials come from the SDK's own resolution. */
export const openClient = (settings: { readonly endpoint?: string }): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(new DynamoDBClient({ ...clientLimits, ...settings }), {
    marshallOptions: { removeUndefinedValues: true },
  })
