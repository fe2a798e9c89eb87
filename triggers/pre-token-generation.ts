/** This system's token trigger: what Cognito calls before it issues a token. */
import { contract } from '@scopegate/scopes/contract'
import { preTokenGeneration } from '@scopegate/trigger/lambda'

export const handler = preTokenGeneration(contract)
