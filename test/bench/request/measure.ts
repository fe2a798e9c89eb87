/** One turn of a subject: requests to a server, or work for a function. */
import { setTimeout } from 'node:timers/promises'
import type { Sample } from '../interleave.ts'
import type { Child } from './child.ts'
import type { Issuer } from './issuer.ts'
import { type Load, openConnections } from './load.ts'
import { body, guardedPath, openPath } from './servers/fixture.ts'
import { type Kind, kinds } from './subjects.ts'

/** Milliseconds after the last answer in which a server ends what it has put off, such as the write of its log. */
const settle = { logging: 120, other: 20 }
/** Requests of a turn that are not counted: the first on each connection. */
const prelude = 32

export interface Measured {
  readonly measure: () => Promise<Sample>
  /** How many requests were sent. */
  readonly sent: () => number
}

/** Requests of a kind, over connections of their own. */
export function served(child: Child, kind: Kind, count: number, logs: boolean, { tokens }: Issuer): Measured {
  const { token, status } = kinds[kind]
  const path = kind === 'public' ? openPath : guardedPath
  let sent = 0
  const measure = async () => {
    const each = token === 'fresh' ? await tokens.fresh(sent + prelude + count) : undefined
    const other = token === 'fresh' || token === undefined ? undefined : tokens[token]
    const load: Load = { path, status, body: JSON.stringify(body), token: (index) => each?.[index] ?? other }
    const { send, close } = await openConnections(child.port)
    try {
      await send(load, prelude, sent)
      const before = await child.ask({ kind: 'usage' })
      const wall = await send(load, count, sent + prelude)
      sent += prelude + count
      await setTimeout(settle[logs ? 'logging' : 'other'])
      const after = await child.ask({ kind: 'usage' })
      return { cpu: (after.cpu - before.cpu) / count, wall: (wall * 1000) / count }
    } finally {
      close()
    }
  }
  return { measure, sent: () => sent }
}

/** Fresh tokens for a function. */
export function computed(child: Child, count: number, { tokens }: Issuer): () => Promise<Sample> {
  let used = 0
  return async () => {
    const all = await tokens.fresh(used + count)
    const { cpu, wall } = await child.ask({ kind: 'work', tokens: all.slice(used) })
    used += count
    return { cpu: cpu / count, wall: wall / count }
  }
}
