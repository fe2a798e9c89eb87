/**
 * The account service as a Lambda function, put together from its environment once for each container.
 *
 * @module
 */

import { composeAccount } from '@scopegate/account/compose'
import { createApp } from '@scopegate/http/app/app'
import { toLambda } from '@scopegate/http/lambda'
import { writeLine } from '@scopegate/http/outbound/log'
import { parsePools } from '@scopegate/http/verify/pools'
import { createVerifier } from '@scopegate/http/verify/verify'
import { contract } from '@scopegate/scopes/contract'

const app = createApp(contract, composeAccount(process.env), {
  verify: createVerifier(contract, parsePools(contract, process.env['POOLS'])),
  now: Date.now,
  log: writeLine,
})

/** Answers payload 2.0 events of the pools' HTTP APIs. */
export const handler = toLambda(app)
