/**
 * One cold start: loads a function, lets it answer one event, and writes to the pipe 3 what the process has taken until
 * then. Plain JavaScript, because stripping types is work as well.
 */
import { readFileSync, writeSync } from 'node:fs'

const [, , bundle = '', event = ''] = process.argv
/** @type {{ handler: (event: unknown) => Promise<unknown> }} */
const { handler } = await import(bundle)
const answer = await handler(JSON.parse(readFileSync(event, 'utf8')))
const { user, system } = process.cpuUsage()
const wall = performance.now() * 1000
writeSync(3, JSON.stringify({ cpu: user + system, wall, answer }))
// A connection that is kept would keep the process.
process.exit(0)
