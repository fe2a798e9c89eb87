/** Our guard, mounted into an application with routes of its own. */
import { createVerifier, guard, parsePools } from '@scopegate/http'
import { contract } from '@scopegate/testing/fleet/contract'
import { Hono } from 'hono'
import { body, guardedPath, openPath, type Start } from './fixture.ts'
import { listening } from './hono.ts'

export const start: Start = ({ pools }) => {
  const requireOperation = guard(contract, { verify: createVerifier(contract, parsePools(contract, pools)) })
  const app = new Hono()
  app.get(openPath, requireOperation('getHealth'), (c) => c.json(body))
  app.get(guardedPath, requireOperation('getDeposit'), (c) => c.json(body))
  return listening(app)
}
