/**
 * The Lambda entry: the one place where environment, clock, SDK and standard output come in.
 *
 * @module
 */
import { createClientDirectory } from './client-directory.ts'
import { parseEnvironment } from './environment.ts'
import { createHandler } from './handler.ts'
import { ssmParameter } from './ssm-parameter.ts'

const { pool, clientDirectoryParameter } = parseEnvironment(process.env)

/** What Lambda calls. */
export const handler = createHandler({
  pool,
  directory: createClientDirectory({
    read: ssmParameter(clientDirectoryParameter),
    now: () => performance.now(),
    budget: 1_500,
    coolDown: 30_000,
  }),
  log: (entry) => process.stdout.write(`${JSON.stringify(entry)}\n`),
})
