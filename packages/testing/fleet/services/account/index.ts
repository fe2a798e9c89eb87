/** The product's own service, with the fleet's contract. */
import { composeAccount } from '@scopegate/account'
import type { Environment } from '@scopegate/http'
import { contract } from '../../scopes/contract.ts'

export const compose = (environment: Environment) => composeAccount(contract, environment)
