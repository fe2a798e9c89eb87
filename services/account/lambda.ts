/**
 * The account service as a Lambda function, put together from its environment once for each container.
 *
 * @module
 */
import { createApp } from '../http/app.ts'
import { toLambda } from '../http/lambda.ts'
import { parsePools } from '../http/pools.ts'
import { createVerifier } from '../http/verify.ts'
import { writeLine } from '../outbound/log.ts'
import { composeAccount } from './compose.ts'

const app = createApp(composeAccount(process.env), {
  verify: createVerifier(parsePools(process.env['POOLS'])),
  now: Date.now,
  log: writeLine,
})

/** Answers payload 2.0 events of the pools' HTTP APIs. */
export const handler = toLambda(app)
