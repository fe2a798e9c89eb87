/** The whole kit as a service starts it: every operation of the contract, decision lines to standard output. */
import { type Contract, indexOf } from '@scopegate/contract'
import type { Handlers } from '@scopegate/http'
import { startServer } from '@scopegate/http/serve/server'
import { general } from '@scopegate/testing/fleet/scopes/contract'
import type { Context } from 'hono'
import { body, type Start } from './fixture.ts'

const answer = (c: Context) => c.json(body)
const handlers = Object.fromEntries(indexOf(general).operations.map(({ id }) => [id, answer]))

export const start: Start = ({ pools }) =>
  // The cast is safe: one handler for each operation, and none reads the context.
  startServer(general, () => handlers as unknown as Handlers<Contract>, { PORT: '0', POOLS: pools })
