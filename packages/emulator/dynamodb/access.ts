/**
 * Who we are to a DynamoDB. On this machine: the local stack, because the developer's own keys must not leave for something
 * that merely listens here. Anywhere else: the developer, because everybody else is refused.
 */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { isLoopback } from '@scopegate/template'

export interface DatabaseAccess {
  readonly region: string
  readonly credentials: {
    readonly accessKeyId: string
    readonly secretAccessKey: string
    readonly sessionToken?: string
    /** When they end; absent for those that do not. They are not renewed. */
    readonly expiration?: Date
  }
}

/** No account knows these: for a database that takes any, in tests. */
export const nobody: DatabaseAccess = {
  region: 'us-east-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
}

/** @throws Error of one line when somewhere else is asked for, and no region or no credentials are found. */
export async function accessTo(endpoint: string | undefined, ours: DatabaseAccess = nobody): Promise<DatabaseAccess> {
  if (endpoint === undefined || isLoopback(endpoint)) return ours
  if (!URL.canParse(endpoint)) throw new Error('`DYNAMODB_ENDPOINT` is no address. Give one such as `http://host:8000`')
  // A request to one region that is signed for another is refused: what the address says counts more than a default.
  const region = regionIn(new URL(endpoint).hostname)
  // The SDK's own search: environment, profile, single sign-on, container, instance.
  const client = new DynamoDBClient({ endpoint, ...(region === undefined ? {} : { region }) })
  try {
    return {
      region: await found(client.config.region(), 'is no region. Set `AWS_REGION`'),
      credentials: await found(
        client.config.credentials(),
        'are no credentials. Set `AWS_PROFILE`, or `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY` (DynamoDB Local takes any)',
      ),
    }
  } finally {
    client.destroy()
  }
}

/** AWS's public, FIPS, dual-stack, account and VPC endpoints name their region (Amazon DynamoDB endpoints and quotas). */
export const regionIn = (hostname: string): string | undefined =>
  /(?:^|\.)(?:dynamodb(?:-fips)?|ddb)\.([a-z]{2}(?:-[a-z]+)+-\d)\.(?:vpce\.)?(?:amazonaws\.com(?:\.cn)?|api\.aws)$/.exec(
    hostname,
  )?.[1]

async function found<T>(searched: Promise<T>, whatToDo: string): Promise<T> {
  try {
    return await searched
  } catch (error) {
    throw new Error(`\`DYNAMODB_ENDPOINT\` is not on this machine, and there ${whatToDo}`, { cause: error })
  }
}
