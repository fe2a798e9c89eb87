/** Which database a stack has: an engine of its own, the developer's by `DYNAMODB_ENDPOINT`, or none. */
import { accessTo, canBeApart, findDynoxide, hiddenAddress, startDynamodb } from './dynamodb/index.ts'
import type { openHome } from './home/home.ts'
import { nowhere, type ResolvedStack } from './template/index.ts'

type Access = Awaited<ReturnType<typeof accessTo>>

export interface ChosenDatabase {
  /** The developer's. */
  readonly elsewhere: string | undefined
  readonly access: Access
  /** Why there is none; `undefined` where there can be one. */
  readonly missing: string | undefined
}

export async function chooseDatabase(ours: Parameters<typeof accessTo>[1]): Promise<ChosenDatabase> {
  const named = process.env['DYNAMODB_ENDPOINT']
  const elsewhere = named === '' ? undefined : named
  const access = await accessTo(elsewhere, ours)
  return { elsewhere, access, missing: elsewhere === undefined ? missingEngine() : undefined }
}

export async function startDatabase(
  { elsewhere, access, missing }: ChosenDatabase,
  tables: ResolvedStack['tables'],
  {
    path,
    log,
    onStop,
  }: {
    readonly path: ReturnType<typeof openHome>['path']
    readonly log: (line: string) => void
    readonly onStop: (end: () => unknown) => void
  },
) {
  if (missing !== undefined) {
    log(`${missing}. Everything but the database runs`)
    return {
      endpoint: nowhere,
      agent: undefined,
      tableNames: Object.fromEntries(tables.map((table) => [table.logicalId, table.name])),
    }
  }
  const apart = elsewhere === undefined && canBeApart()
  if (elsewhere === undefined && !apart)
    log(
      'Other users of this machine can reach the database: here it gets no network of its own (`unshare` and `ip` are missing, or may not make one)',
    )
  const started = await startDynamodb({
    tables,
    endpoint: elsewhere,
    access,
    port: 0,
    file: path('dynamodb/data.sqlite'),
    ...(apart ? { socket: path('dynamodb/socket') } : { host: hiddenAddress() }),
    onDeath: (reason) => log(`DynamoDB has ended (${reason}): calls that need it are refused until the next start`),
  })
  onStop(() => started.stop())
  return started
}

function missingEngine(): string | undefined {
  try {
    findDynoxide()
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
