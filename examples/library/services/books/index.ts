/** The service that keeps books, put together from its environment. */
import { documentClient, tablesOf } from '@scopegate/dynamo'
import { type Environment, type HandlersOf, readEnvironment } from '@scopegate/http'
import * as z from 'zod/mini'
import { contract } from '../../scopes/contract.ts'
import { bookHandlers } from './handlers.ts'
import { remindThrough } from './reminders.ts'
import { openBooks } from './store.ts'

/** @throws {ConfigurationError} for the first variable that is missing or wrong */
export function compose(environment: Environment): HandlersOf<typeof contract, 'books'> {
  const { books } = tablesOf(contract, 'books', environment)
  const { REMINDERS_QUEUE } = readEnvironment({ REMINDERS_QUEUE: z.url() }, environment)
  return bookHandlers(openBooks(documentClient(environment), books), remindThrough(REMINDERS_QUEUE))
}
