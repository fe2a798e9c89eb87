/** All services in one process, configured by environment variables only. */
import { type Environment, type Handlers, serveServices } from '@scopegate/http'
import { contract } from '../scopes/contract.ts'
import { compose as composeAccount } from './account/index.ts'
import { compose as composeBooks } from './books/index.ts'

/** A missing handler does not compile, and neither does one too many. */
const compose = (environment: Environment): Handlers<typeof contract> => ({
  ...composeAccount(environment),
  ...composeBooks(environment),
})

await serveServices(contract, compose)
