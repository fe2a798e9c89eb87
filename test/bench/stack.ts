/**
 * What the local stack takes: requests of a machine through gateway and service, machine tokens, and a start after one that
 * nothing has changed since. CPU is that of the stack with all that it started, and of the caller over plain sockets.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { requireLocalStack } from '@scopegate/cli/local/stack-file'
import { read, treeOf } from './memory.ts'
import type { Options, Outcome } from './outcome.ts'
import { median, table } from './table.ts'

const main = fileURLToPath(new URL('../../packages/cli/main.ts', import.meta.url))
const callers = 16
/** Milliseconds. */
const warmUp = 5_000

/**
 * Per second on two cores, so that CPU decides on a busy machine; of a start in seconds. What reads a table goes through the
 * SDK, the door and the engine, which take most of it: its budget only keeps it from getting worse.
 */
const budget = { request: 2_000, read: 200, token: 200, start: 3 }

interface Sample {
  /** A second; of a start seconds. */
  readonly wall: number
  /** Milliseconds. */
  readonly cpu: number
}

/** Milliseconds of CPU that the process and all below it have taken, those that have ended too. */
const cpuOf = (pid: number): number =>
  treeOf(pid).reduce((sum, id) => {
    const [, , , , , , , , , , , ...times] = read(`/proc/${id}/stat`).split(') ').at(-1)?.split(' ') ?? []
    return sum + times.slice(0, 4).reduce((all, ticks) => all + Number(ticks) * 10, 0)
  }, 0)

/** Starts the sample system; `ready`: how long that took. */
async function start(directory: string) {
  const began = performance.now()
  const child = spawn(process.execPath, [main, 'start', '--port', '0', '--directory', directory], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const ended = once(child, 'exit')
  const pid = child.pid ?? 0
  let said = ''
  const ready = new Promise<void>((resolve, reject) => {
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      if (said.includes('] Ready\n')) resolve()
    })
    void ended.then(() => reject(new Error(said)))
  })
  await ready
  const sample: Sample = { wall: (performance.now() - began) / 1000, cpu: cpuOf(pid) }
  const stop = async () => {
    child.kill('SIGTERM')
    await ended
  }
  return { pid, sample, stop, reused: said.includes('The template is that of the last start') }
}

/** Sends the request over and over, on as many connections as there are callers, for so long. @throws Error for another answer than 200 */
async function load(pid: number, url: string, request: string, milliseconds: number): Promise<Sample> {
  const { hostname, port } = new URL(url)
  const end = performance.now() + milliseconds
  const own = () => process.cpuUsage().user / 1000 + process.cpuUsage().system / 1000
  const before = cpuOf(pid) + own()
  let answers = 0
  const call = () =>
    new Promise<void>((resolve, reject) => {
      const socket = connect({ host: hostname, port: Number(port), noDelay: true }, () => socket.write(request))
      let text = ''
      socket.setEncoding('latin1').on('error', reject)
      socket.on('data', (chunk: string) => {
        text += chunk
        const [, head = '', length = ''] = /^(HTTP.*?content-length: (\d+).*?\r\n\r\n)/is.exec(text) ?? []
        const chunked = /transfer-encoding: chunked/i.test(text) && text.endsWith('\r\n0\r\n\r\n')
        if (!chunked && (head === '' || text.length < head.length + Number(length))) return
        if (!text.startsWith('HTTP/1.1 200 ')) return void socket.destroy(new Error(`An answer: ${text.slice(0, 200)}`))
        answers += 1
        text = ''
        if (performance.now() < end) return void socket.write(request)
        socket.destroy()
        resolve()
      })
    })
  const began = performance.now()
  await Promise.all(Array.from({ length: callers }, call))
  return { wall: answers / ((performance.now() - began) / 1000), cpu: (cpuOf(pid) + own() - before) / answers }
}

/** What is sent, and whereto. */
async function requestsOf(directory: string) {
  const { apis, clients, pools } = await requireLocalStack(directory)
  const [machine] = Object.values(clients).filter(({ secret }) => secret !== undefined)
  const [api, pool] = [apis[machine?.pool ?? ''], pools[machine?.pool ?? '']]
  if (machine === undefined || api === undefined || pool === undefined) throw new Error('The stack has no machine')
  const basic = `Basic ${Buffer.from(`${machine.id}:${machine.secret}`).toString('base64')}`
  const [type, body] = ['application/x-www-form-urlencoded', 'grant_type=client_credentials']
  const headers = { authorization: basic, 'content-type': type }
  const answer = await fetch(`${pool.domain}/oauth2/token`, { method: 'POST', headers, body })
  // Safe: OAuth's answer; without a token the next answer is no 200.
  const { access_token: token } = (await answer.json()) as { access_token?: string }
  const get = (path: string) =>
    `GET ${path} HTTP/1.1\r\nhost: ${new URL(api.url).host}\r\nauthorization: Bearer ${token}\r\n\r\n`
  const domain = new URL(pool.domain)
  const post = `POST ${domain.pathname}/oauth2/token HTTP/1.1\r\nhost: ${domain.host}\r\nauthorization: ${basic}\r\ncontent-type: ${type}\r\ncontent-length: ${body.length}\r\n\r\n${body}`
  return [
    { name: 'a request that reads no table', url: api.url, text: get('/v1/access'), least: budget.request },
    { name: 'a request that reads one', url: api.url, text: get('/v1/inventory'), least: budget.read },
    { name: 'a machine token', url: pool.domain, text: post, least: budget.token },
  ]
}

/** Runs it. @throws Error when something is refused, or the second start synthesizes */
export async function stack({ quick, json, only }: Options): Promise<Outcome> {
  const [rounds, milliseconds] = quick ? [2, 1_000] : [9, 2_000]
  const loads = [loadavg()[0] ?? 0]
  const directory = mkdtempSync(join(tmpdir(), 'scopegate-bench-'))
  let running: Awaited<ReturnType<typeof start>> | undefined
  const started = async () => {
    running = await start(directory)
    return running
  }
  try {
    const first = await started()
    await first.stop()
    const starts: Sample[] = []
    for (let round = 1; round < 3; round++) {
      const again = await started()
      if (!again.reused) throw new Error('The second start has synthesized. Was a file changed meanwhile?')
      starts.push(again.sample)
      await again.stop()
    }
    const { pid, sample, stop } = await started()
    starts.push(sample)
    const requests = await requestsOf(directory)
    const samples = new Map(requests.map(({ name }) => [name, new Array<Sample>()]))
    // Until it is compiled, a request takes three times as much.
    for (const { url, text } of requests) await load(pid, url, text, warmUp)
    for (let round = 0; round < rounds; round++) {
      for (const { name, url, text } of requests) samples.get(name)?.push(await load(pid, url, text, milliseconds))
    }
    await stop()
    loads.push(loadavg()[0] ?? 0)
    const middle = (all: readonly Sample[], field: keyof Sample) => median(all.map((each) => each[field]))
    const rows = [
      ...requests.map(({ name, least }) => {
        const [wall, cpu] = [middle(samples.get(name) ?? [], 'wall'), middle(samples.get(name) ?? [], 'cpu')]
        return { name, wall, cpu, unit: '/s', budget: `≥ ${least}/s`, ok: wall >= least || 2_000 / cpu >= least }
      }),
      { name: 'the first start', ...first.sample, unit: 's', budget: '', ok: true },
      ...[{ wall: middle(starts, 'wall'), cpu: middle(starts, 'cpu') }].map(({ wall, cpu }) => {
        const ok = wall <= budget.start || cpu <= budget.start * 1000
        return { name: 'a start after it', wall, cpu, unit: 's', budget: `≤ ${budget.start} s`, ok }
      }),
    ].filter(({ name }) => only.length === 0 || only.some((part) => name.includes(part)))
    const missed = !quick && rows.some(({ ok }) => !ok)
    const [cores, node] = [availableParallelism(), process.version]
    if (json) return { text: JSON.stringify({ bench: 'stack', quick, rounds, node, cores, load: loads, rows }), missed }
    const cells = rows.map(({ name, wall, cpu, unit, budget: limit, ok }) => [
      name,
      `${wall.toFixed(unit === 's' ? 1 : 0)}${unit === 's' ? ' s' : '/s'}`,
      unit === 's' ? `${cpu.toFixed(0)} ms` : `${(cpu * 1000).toFixed(0)} µs`,
      unit === 's' ? '' : `${(2_000 / cpu).toFixed(0)}/s`,
      limit,
      limit === '' ? '' : ok ? 'ok' : 'OVER',
    ])
    const said = `Node ${node} on ${cores} cores; CPU with the caller’s; medians of ${rounds} rounds, 3 starts; load average ${loads.map((each) => each.toFixed(1)).join(' before, ')} after`
    const head = ['what', 'measured', 'CPU each', 'two cores allow', 'budget', 'verdict']
    return { text: `${table(head, cells)}\n\n${said}`, missed }
  } finally {
    await running?.stop()
    rmSync(directory, { recursive: true, force: true })
  }
}
