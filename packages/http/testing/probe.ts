/** The real application over handlers that only count, so that a test can say: nothing behind the guard has run. */
import { type Contract, indexOf } from '@scopegate/contract'
import { contract } from '@scopegate/testing/fleet/contract'
import type { Context } from 'hono'
import { type App, createApp } from '../app/app.ts'
import type { AppEnv } from '../app/context.ts'
import type { Handlers } from '../handlers.ts'
import type { VerifyToken } from '../verify/verify.ts'

/** An application with its counters. */
export interface Probe {
  readonly app: App
  /** Ids of the operations whose handlers ran. */
  readonly calls: string[]
  /** Log lines. */
  readonly lines: Record<string, unknown>[]
}

export type ProbeHandler = (c: Context<AppEnv>) => Response | Promise<Response>

/** What the handlers answer unless told otherwise: whom and what they were given. */
const echo: ProbeHandler = (c) =>
  c.json({ sub: c.get('caller')?.sub ?? null, org: c.get('org') ?? null, requestId: c.get('requestId') })

/** Every operation's handler counts and then does the same. */
export function probe(verify: VerifyToken, handler: ProbeHandler = echo): Probe {
  const calls: string[] = []
  const lines: Record<string, unknown>[] = []
  const counted = indexOf(contract).operations.map(({ id }) => [
    id,
    (c: Context<AppEnv>) => {
      calls.push(id)
      return handler(c)
    },
  ])
  // The cast is safe: one entry for each operation of the contract, and each reads the context only through `get`.
  const handlers = Object.fromEntries(counted) as unknown as Handlers<Contract>
  const general: Contract = contract
  return { app: createApp(general, handlers, { verify, now: Date.now, log: (line) => lines.push(line) }), calls, lines }
}

/** The path of an operation with its parameters filled in. */
export const pathOf = (path: string): string => path.replace('{org}', 'org_north').replaceAll(/\{\w+\}/g, 'tea')

/** A request body that reports whether its reading has begun. */
export function watchedBody(text = '{}'): {
  readonly body: ReadableStream<Uint8Array>
  readonly wasRead: () => boolean
} {
  let read = false
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        read = true
        controller.enqueue(new TextEncoder().encode(text))
        controller.close()
      },
    },
    { highWaterMark: 0 },
  )
  return { body, wasRead: () => read }
}
