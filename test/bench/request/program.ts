/** The process of one server or function (child.ts). */

import type { Answer, Ask, Usage } from './child.ts'
import { functions, type Work } from './functions.ts'
import type { Setup } from './issuer.ts'
import type { Start, Started } from './servers/fixture.ts'

const [, , name = '', text = ''] = process.argv
// Safe: the bench's own argument.
const setup = JSON.parse(text) as Setup
const [group, member = ''] = name.split('/')
const say = (answer: Answer) => void process.send?.(answer)

let server: Started | undefined
let work: Work | undefined
if (group === 'verify') work = await functions[member]?.(setup)
else {
  // Safe: each file of that folder that a subject names exports it.
  const { start } = (await import(`./servers/${name}.ts`)) as { start: Start }
  server = await start(setup)
}

function usage(): Usage {
  const { user, system } = process.cpuUsage()
  return { cpu: user + system, wall: performance.now() * 1000, memory: process.memoryUsage.rss() }
}

async function timed(tokens: readonly string[]): Promise<Answer> {
  const run = work?.(tokens)
  const before = usage()
  await run?.()
  const after = usage()
  return { ...after, cpu: after.cpu - before.cpu, wall: after.wall - before.wall }
}

async function answerTo(ask: Ask): Promise<void> {
  switch (ask.kind) {
    case 'usage':
      return say(usage())
    case 'work':
      return say(await timed(ask.tokens).catch((error: unknown) => ({ fault: String(error) })))
    case 'end':
      ending = true
      await server?.close()
      // Nothing else keeps the process: what it has still to write, it writes.
      process.disconnect()
  }
}

let ending = false
// The bench was killed: nobody would end this process.
process.on('disconnect', () => {
  if (!ending) process.exit(1)
})
process.on('message', (ask) => void answerTo(ask as Ask))
say({ port: server?.port ?? 0 })
