/** The limit: nobody is asked who they are. */
import { serveHono } from './hono.ts'

export const start = () => serveHono()
