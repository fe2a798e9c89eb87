/**
 * `ledger`: checks every organization's wallet against its entries. The answer goes to standard output, everything else to
 * standard error. Exits 0 when all ledgers hold, 1 when one does not, 2 when that could not be found out.
 */
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { localEnvironment } from '@scopegate/cli/local/environment'
import { localDirectory, requireLocalStack } from '@scopegate/cli/local/stack-file'
import { Failure } from '@scopegate/cli/program/failure'
import { clientSettings } from '@scopegate/dynamo/client'
import { openClient } from '@scopegate/dynamo/sdk'
import { tableName } from '@scopegate/dynamo/tables'
import { ConfigurationError, checkSetting, readEnvironment } from '@scopegate/http/environment'
import { isOutage } from '@scopegate/http/outbound/outage'
import { checkLedgers, renderLedgers } from './report.ts'

const help = `Usage: ledger [--table <name>] [--local] [--directory <folder>] [--json]

Checks that every wallet is the sum of its entries, while the system runs. Reads only.

  --table <name>        the wallets' table (default: WALLETS_TABLE)
  --local               the running local stack, which names its table
  --directory <folder>  the local stack's folder (default: .local); means --local
  --json                the report as JSON
  --help                this text

Without --local the database is the one that the AWS SDK finds (AWS_REGION, credentials), or DYNAMODB_ENDPOINT.
Exit code: 0 every ledger holds, 1 a difference was found, 2 the check could not be made.
`

const root = fileURLToPath(new URL('../../..', import.meta.url))

const options = {
  table: { type: 'string' },
  local: { type: 'boolean', default: false },
  directory: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const

async function run(): Promise<number> {
  const { values } = parseArgs({ options, strict: true })
  if (values.help) {
    process.stdout.write(help)
    return 0
  }
  if (values.local || values.directory !== undefined) {
    const stack = await requireLocalStack(localDirectory(root, values.directory))
    // Into the process's own: the SDK finds its region and credentials nowhere else.
    Object.assign(process.env, localEnvironment(stack))
  }
  const table =
    values.table === undefined
      ? readEnvironment({ WALLETS_TABLE: tableName }).WALLETS_TABLE
      : checkSetting('--table', tableName, values.table)
  const report = await checkLedgers({ client: openClient(clientSettings(process.env)), table })
  process.stdout.write(`${values.json ? JSON.stringify(report, null, 2) : renderLedgers(report)}\n`)
  return report.ok ? 0 : 1
}

/** One line for what keeps the check from being made. */
function reasonOf(error: unknown): string {
  if (error instanceof ConfigurationError) return error.message
  if (error instanceof Failure) return `${error.message}: ${error.next}`
  if (!(error instanceof Error)) return String(error)
  if ('code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')) return `${error.message}. See --help`
  if (isOutage(error)) return 'The database does not answer: check that it runs and that its address is right'
  if (error.name === 'ResourceNotFoundException') return 'There is no such table: check its name and AWS_REGION'
  return `${error.name}: ${error.message}`
}

try {
  process.exitCode = await run()
} catch (error) {
  process.stderr.write(`The ledgers were not checked. ${reasonOf(error)}\n`)
  process.exitCode = 2
}
