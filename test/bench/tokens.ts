/**
 * Whether memory stays as it is when tokens come that were never seen, one after another: 100,000 signed ones through the
 * whole server, over HTTP, and a million through the cache of verified tokens alone.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Options, Outcome } from './outcome.ts'
import { startChild } from './request/child.ts'
import { startIssuer } from './request/issuer.ts'
import { openConnections } from './request/load.ts'
import { body, guardedPath } from './request/servers/fixture.ts'
import { median, table } from './table.ts'

/** [tokens until then, resident memory in bytes] */
type Curve = readonly (readonly [number, number])[]

/** What the cache holds unless told otherwise. */
const kept = 10_000

/** The last third may take so much more than the one before, when the cache is long full and the heap has its size. */
const budget = 1.1

function growth(curve: Curve): number {
  const part = Math.floor(curve.length / 3)
  const middle = (from: number, to?: number) => median(curve.slice(from, to).map(([, memory]) => memory))
  return middle(-part) / middle(-2 * part, -part)
}

/** @throws Error when a token is refused */
async function throughServer(count: number, step: number): Promise<Curve> {
  const folder = mkdtempSync(join(tmpdir(), 'scopegate-tokens-'))
  const issuer = await startIssuer()
  const child = await startChild('ours', issuer.setup, join(folder, 'log'))
  const { send, close } = await openConnections(child.port)
  try {
    const curve: [number, number][] = []
    for (let sent = 0; sent <= count; sent += step) {
      curve.push([sent, (await child.ask({ kind: 'usage' })).memory])
      if (sent === count) break
      const own = await issuer.tokens.fresh(sent + step)
      const load = { path: guardedPath, status: 200, body: JSON.stringify(body), token: (at: number) => own[at] }
      await send(load, step, sent)
      process.stderr.write(`  ${sent + step} tokens\n`)
    }
    return curve
  } finally {
    close()
    await child.end()
    await issuer.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function throughCache(count: number, step: number): Promise<Curve> {
  const program = fileURLToPath(new URL('tokens-cache.ts', import.meta.url))
  const child = fork(program, [count, step, kept].map(String), { execArgv: [] })
  const curve: [number, number][] = []
  // Safe: the program sends nothing else.
  child.on('message', (point) => curve.push(point as [number, number]))
  const [code] = (await once(child, 'exit')) as [number | null]
  if (code !== 0) throw new Error('The process with the cache has failed')
  return curve
}

/** Runs it. */
export async function tokens({ quick, json }: Options): Promise<Outcome> {
  const curves = {
    'through the server': await throughServer(quick ? 40_000 : 100_000, 5_000),
    'through the cache alone': await throughCache(1_000_000, 50_000),
  }
  const judged = Object.entries(curves).map(([name, curve]) => ({ name, curve, grown: growth(curve) }))
  const missed = judged.some(({ grown }) => grown > budget)
  if (json) return { text: JSON.stringify({ bench: 'tokens', judged, budget, missed }), missed }
  const text = judged.map(({ name, curve, grown }) => {
    const rows = curve.map(([sent, memory]) => [sent.toLocaleString('en'), (memory / 2 ** 20).toFixed(0)])
    const verdict = `The last third to the one before ${grown.toFixed(2)}×, budget ≤ ${budget}: ${grown > budget ? 'OVER' : 'ok'}`
    return `${table([`distinct tokens ${name}`, 'MB'], rows)}\n\n${verdict}`
  })
  return { text: text.join('\n\n'), missed }
}
