/** A server of one small service of the fleet, as a program. */
import { contract } from '@scopegate/testing/fleet/contract'
import { z } from 'zod'
import { type Environment, readEnvironment } from '../environment.ts'
import type { HandlersOf } from '../handlers.ts'
import { serveServices } from '../serve/server.ts'

/** The service with one variable of its own: `GREETING`. */
export function compose(environment: Environment): HandlersOf<typeof contract, 'account'> {
  const { GREETING } = readEnvironment({ GREETING: z.string().min(2) }, environment)
  return {
    getAccess: (c) => c.json({ sub: c.var.caller.sub }),
    getProfile: (c) => c.json({ sub: c.var.caller.sub }),
    openOrg: (c) => c.json({ org: c.var.org }),
    getHealth: (c) => c.json({ greeting: GREETING }),
  }
}

if (import.meta.main) await serveServices(contract, compose)
