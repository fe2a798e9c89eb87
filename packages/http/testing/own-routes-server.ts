/** A Hono application with routes of its own behind the guard, which handles no signal, as a program. */
import { serve } from '@hono/node-server'
import { contract } from '@scopegate/testing/fleet/contract'
import { Hono } from 'hono'
import { guard } from '../app/guard.ts'
import { parsePools } from '../verify/pools.ts'
import { createVerifier } from '../verify/verify.ts'

const requireOperation = guard(contract, {
  verify: createVerifier(contract, parsePools(contract, process.env['POOLS'])),
})
const app = new Hono()
app.get('/v1/access', requireOperation('getAccess'), (c) => c.json({ sub: c.var.caller.sub }))
serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => process.stderr.write(`port ${port}\n`))
