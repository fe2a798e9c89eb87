/** The product's own service: what a token may do, whose it is, which organizations are open. */
import { composeAccount } from '@scopegate/account'
import type { Environment, HandlersOf } from '@scopegate/http'
import { contract } from '../../scopes/contract.ts'

/** @throws {ConfigurationError} for the first variable that is missing or wrong */
export const compose = (environment: Environment): HandlersOf<typeof contract, 'account'> =>
  composeAccount(contract, environment)
