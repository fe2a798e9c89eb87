/**
 * The form of the services’ variable `POOLS`: whose tokens they accept, and which app client has which id. The services
 * parse it by themselves, more strictly: it is all that their gate trusts.
 */
import { z } from 'zod'

/** Pool → `{ "issuer", "jwksUri"?, "clients": { "<client id>": "<the contract’s name>" } }`. */
export const PoolsVariable = z.record(
  z.string(),
  z.strictObject({
    issuer: z.url(),
    jwksUri: z.url().optional(),
    clients: z.record(z.string(), z.string()),
  }),
)

export type PoolsVariable = z.output<typeof PoolsVariable>
