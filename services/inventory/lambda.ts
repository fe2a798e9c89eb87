/**
 * The inventory service as a Lambda function.
 *
 * @module
 */
import { lambdaHandler } from '@scopegate/http/lambda'
import { contract } from '@scopegate/scopes/contract'
import { composeInventory } from './compose.ts'

/** Answers payload 2.0 events of the pools' HTTP APIs. */
export const handler = lambdaHandler(contract, composeInventory)
