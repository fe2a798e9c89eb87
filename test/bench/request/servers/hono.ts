/** Hono on Node's adapter, as its guide starts it. */
import { serve } from '@hono/node-server'
import { Hono, type MiddlewareHandler } from 'hono'
import { body, guardedPath, openPath, type Started } from './fixture.ts'

/** @param guards stand before the guarded route */
export function serveHono(...guards: readonly MiddlewareHandler[]): Promise<Started> {
  const app = new Hono()
  app.get(openPath, (c) => c.json(body))
  for (const guard of guards) app.use(guardedPath, guard)
  app.get(guardedPath, (c) => c.json(body))
  return listening(app)
}

export function listening({ fetch }: Pick<Hono, 'fetch'>): Promise<Started> {
  return new Promise((resolve) => {
    const server = serve({ fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
      resolve({ port, close: () => server.close() }),
    )
  })
}
