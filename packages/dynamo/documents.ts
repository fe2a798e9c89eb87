/**
 * DynamoDB as stores use it: documents in, documents out, within a deadline.
 *
 * The AWS SDK is most of a function's code, and many requests are decided without a table. So its code is loaded with the
 * first operation, and never when the function starts (ADR 0015).
 */
import type {
  DeleteCommandInput,
  DeleteCommandOutput,
  DynamoDBDocumentClient,
  GetCommandInput,
  GetCommandOutput,
  PutCommandInput,
  PutCommandOutput,
  QueryCommandInput,
  QueryCommandOutput,
  TransactWriteCommandInput,
  TransactWriteCommandOutput,
  UpdateCommandInput,
  UpdateCommandOutput,
} from '@aws-sdk/lib-dynamodb'
import { attempt } from '@scopegate/http/outbound/attempt'
import { type Deadline, startDeadline } from '@scopegate/http/outbound/deadline'
import { loadedOnce } from '@scopegate/http/outbound/once'
import type * as sdk from './sdk.ts'

/** Runs one operation. Without a deadline it gets one of its own. */
type Operation<Input, Output> = (input: Input, deadline?: Deadline) => Promise<Output>

/** The operations of the SDK's document client. Each throws what the SDK throws, by name (`isNamed`). */
export interface Documents {
  readonly get: Operation<GetCommandInput, GetCommandOutput>
  readonly put: Operation<PutCommandInput, PutCommandOutput>
  readonly update: Operation<UpdateCommandInput, UpdateCommandOutput>
  readonly delete: Operation<DeleteCommandInput, DeleteCommandOutput>
  readonly query: Operation<QueryCommandInput, QueryCommandOutput>
  readonly transactWrite: Operation<TransactWriteCommandInput, TransactWriteCommandOutput>
}

type Sdk = typeof sdk

type AnyCommand = Parameters<DynamoDBDocumentClient['send']>[0]

/**
 * The operations of a client.
 *
 * @param open makes the client, once, from the SDK that was loaded
 */
export function documents(open: (sdk: Sdk) => DynamoDBDocumentClient): Documents {
  const load = loadedOnce(async () => {
    const sdk = await import('./sdk.ts')
    return { sdk, client: open(sdk) }
  })
  const operation =
    <Input, Output>(command: (sdk: Sdk, input: Input) => object): Operation<Input, Output> =>
    (input, deadline = startDeadline()) =>
      attempt(deadline, async (abortSignal) => {
        const { sdk, client } = await load()
        // The casts are safe: each command below is one of this client, and has the output of its operation.
        return client.send(command(sdk, input) as AnyCommand, { abortSignal }) as Promise<Output>
      })
  return {
    get: operation(({ GetCommand }, input) => new GetCommand(input)),
    put: operation(({ PutCommand }, input) => new PutCommand(input)),
    update: operation(({ UpdateCommand }, input) => new UpdateCommand(input)),
    delete: operation(({ DeleteCommand }, input) => new DeleteCommand(input)),
    query: operation(({ QueryCommand }, input) => new QueryCommand(input)),
    transactWrite: operation(({ TransactWriteCommand }, input) => new TransactWriteCommand(input)),
  }
}

/** Whether the error is the SDK's of that name: its classes are not loaded here. */
export const isNamed = (error: unknown, name: string): boolean => error instanceof Error && error.name === name
