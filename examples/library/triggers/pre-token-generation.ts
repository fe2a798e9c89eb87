/** The Lambda entry of the token trigger: decides what each access token may carry. */
import { preTokenGeneration } from '@scopegate/trigger/lambda'
import { contract } from '../scopes/contract.ts'

export const handler = preTokenGeneration(contract)
