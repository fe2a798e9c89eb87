/**
 * The account service as a Lambda function.
 *
 * @module
 */
import { composeAccount } from '@scopegate/account'
import { lambdaHandler } from '@scopegate/http/lambda'
import { contract } from '@scopegate/scopes/contract'

/** Answers payload 2.0 events of the pools' HTTP APIs. */
export const handler = lambdaHandler(contract, composeAccount)
