/** The fleet's token trigger. */
import { preTokenGeneration } from '@scopegate/trigger/lambda'
import { contract } from '../scopes/contract.ts'

export const handler = preTokenGeneration(contract)
