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

/**
 * The operations of a client.
 *
 * @param open makes the client, once, from the SDK that was loaded
 */
export function documents(open: (sdk: Sdk) => DynamoDBDocumentClient): Documents {
  let loaded: Promise<Sdk & { readonly client: DynamoDBDocumentClient }> | undefined
  const load = () => (loaded ??= import('./sdk.ts').then((sdk) => ({ ...sdk, client: open(sdk) })))
  type Ready = Awaited<ReturnType<typeof load>>
  const operation =
    <Input, Output>(send: (sdk: Ready, input: Input, options: { abortSignal: AbortSignal }) => Promise<Output>) =>
    (input: Input, deadline: Deadline = startDeadline()): Promise<Output> =>
      attempt(deadline, async (abortSignal) => send(await load(), input, { abortSignal }))
  return {
    get: operation(({ client, GetCommand }, input: GetCommandInput, options) =>
      client.send(new GetCommand(input), options),
    ),
    put: operation(({ client, PutCommand }, input: PutCommandInput, options) =>
      client.send(new PutCommand(input), options),
    ),
    update: operation(({ client, UpdateCommand }, input: UpdateCommandInput, options) =>
      client.send(new UpdateCommand(input), options),
    ),
    delete: operation(({ client, DeleteCommand }, input: DeleteCommandInput, options) =>
      client.send(new DeleteCommand(input), options),
    ),
    query: operation(({ client, QueryCommand }, input: QueryCommandInput, options) =>
      client.send(new QueryCommand(input), options),
    ),
    transactWrite: operation(({ client, TransactWriteCommand }, input: TransactWriteCommandInput, options) =>
      client.send(new TransactWriteCommand(input), options),
    ),
  }
}

/** Whether the error is the SDK's of that name: its classes are not loaded here. */
export const isNamed = (error: unknown, name: string): boolean => error instanceof Error && error.name === name
