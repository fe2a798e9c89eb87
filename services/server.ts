/** Every service in one process, for one machine without a gateway in front. */
import { type Environment, type Handlers, serveServices } from '@scopegate/http'
import { contract } from '@scopegate/scopes/contract'
import * as account from './account/index.ts'
import * as inventory from './inventory/index.ts'
import * as recharge from './recharge/index.ts'

/** The type makes an operation without a handler, and a handler without an operation, a compile error. */
export const compose = (environment: Environment, now: () => number = Date.now): Handlers<typeof contract> => ({
  ...inventory.compose(environment, now),
  ...recharge.compose(environment, now),
  ...account.compose(environment, now),
})

if (import.meta.main) await serveServices(contract, compose)
