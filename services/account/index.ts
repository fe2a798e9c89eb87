/** The account service: the product's own, with this system's contract. */
import { composeAccount } from '@scopegate/account'
import type { Environment } from '@scopegate/http'
import { contract } from '@scopegate/scopes/contract'
import { terms } from './organizations.ts'

/** @throws {ConfigurationError} for the first variable that is missing or wrong */
export const compose = (environment: Environment, now: () => number = Date.now) =>
  composeAccount(contract, environment, { terms, now })
