/**
 * Every service in one process, for one machine without a gateway in front.
 *
 * @module
 */
import { composeAccount } from '@scopegate/account'
import { type Environment, type Handlers, serveServices } from '@scopegate/http'
import { contract } from '@scopegate/scopes/contract'
import { composeInventory } from './inventory/compose.ts'
import { composeRecharge } from './recharge/compose.ts'

/** The type makes an operation without a handler, and a handler without an operation, a compile error. */
export const compose = (environment: Environment): Handlers<typeof contract> => ({
  ...composeInventory(environment),
  ...composeRecharge(environment),
  ...composeAccount(environment),
})

if (import.meta.main) await serveServices(contract, compose)
