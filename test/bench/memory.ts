/**
 * How much memory the local stack takes: of the process of `scopes start` and all that it started, each page counted once
 * (PSS, from /proc). At rest after the first start with its sample data, at its peak while 32 callers use every pool's API
 * and sign in over and over, and at rest again.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { requireLocalStack } from '@scopegate/cli/local/stack-file'
import { table } from './table.ts'

type StackFile = Awaited<ReturnType<typeof requireLocalStack>>

const main = fileURLToPath(new URL('../../packages/cli/main.ts', import.meta.url))
const callers = 32
const loadMilliseconds = 10_000
const restMilliseconds = 25_000
/** In megabytes. */
const budget = { rest: 450, load: 600 }

/** The process and all below it. */
export function treeOf(pid: number): readonly number[] {
  const parents = readdirSync('/proc').flatMap((name) => {
    const parent = /^\d+$/.test(name) ? /\) \S (\d+)/.exec(read(`/proc/${name}/stat`))?.[1] : undefined
    return parent === undefined ? [] : [[Number(name), Number(parent)] as const]
  })
  const below = (id: number): readonly number[] => [
    id,
    ...parents.flatMap(([child, parent]) => (parent === id ? below(child) : [])),
  ]
  return below(pid)
}

export function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    // It has ended since.
    return ''
  }
}

/** Megabytes. */
const memoryOf = (pid: number): number =>
  treeOf(pid).reduce(
    (sum, id) => sum + Number(/^Pss: +(\d+) kB$/m.exec(read(`/proc/${id}/smaps_rollup`))?.[1] ?? 0) / 1024,
    0,
  )

async function signIn({ aws, clients }: StackFile, { pool, username, password }: StackFile['users'][number]) {
  const [client] = Object.values(clients).filter((each) => each.pool === pool && each.redirectUris === undefined)
  if (client === undefined || client.secret !== undefined) return undefined
  const answer = await fetch(aws.cognito, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AWSCognitoIdentityProviderService.InitiateAuth',
    },
    body: JSON.stringify({
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId: client.id,
      AuthParameters: { USERNAME: username, PASSWORD: password },
    }),
  })
  // Safe: the form of Cognito's answer, which is looked at below.
  const { AuthenticationResult } = (await answer.json()) as { AuthenticationResult?: { AccessToken?: string } }
  return AuthenticationResult?.AccessToken
}

/** A machine's token, and so a run of its pool's trigger. */
async function machineToken({ clients, pools }: StackFile, pool: string): Promise<string | undefined> {
  const client = Object.values(clients).find((each) => each.pool === pool && each.secret !== undefined)
  if (client === undefined) return undefined
  const answer = await fetch(`${pools[pool]?.domain}/oauth2/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${client.id}:${client.secret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  })
  // Safe: the form of the answer of a token endpoint.
  return ((await answer.json()) as { access_token?: string }).access_token
}

const paths = ['/v1/access', '/v1/inventory', '/v1/recharges', '/v1/wallet']

/** Everybody signs in and calls the APIs, until the time is over. The answer is how many calls were answered with 200. */
async function load(stack: StackFile): Promise<number> {
  const end = performance.now() + loadMilliseconds
  let answered = 0
  const call = async (caller: number) => {
    while (performance.now() < end) {
      const user = stack.users[caller % stack.users.length]
      const pool = caller % 3 === 0 ? 'partner' : (user?.pool ?? '')
      const token = caller % 3 === 0 || user === undefined ? await machineToken(stack, pool) : await signIn(stack, user)
      for (const path of paths) {
        const answer = await fetch(`${stack.apis[pool]?.url}${path}`, { headers: { authorization: `Bearer ${token}` } })
        await answer.arrayBuffer()
        if (answer.status === 200) answered += 1
      }
    }
  }
  await Promise.all(Array.from({ length: callers }, (_, caller) => call(caller)))
  return answered
}

/** @throws Error over the budget */
export async function memory(): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), 'scopegate-memory-'))
  const child = spawn(process.execPath, [main, 'start', '--port', '0', '--directory', directory], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  try {
    const pid = child.pid ?? 0
    for await (const chunk of child.stdout) if (String(chunk).includes('Ctrl-C stops everything')) break
    await setTimeout(5_000)
    const first = memoryOf(pid)
    const stack = await requireLocalStack(directory)
    let peak = 0
    const watch = setInterval(() => {
      peak = Math.max(peak, memoryOf(pid))
    }, 500)
    const answered = await load(stack)
    clearInterval(watch)
    if (answered < 100) throw new Error(`Only ${answered} calls were answered with 200: that is no load`)
    await setTimeout(restMilliseconds)
    const again = memoryOf(pid)
    const rows = Object.entries({ 'at rest': first, 'under load, at most': peak, 'at rest again': again })
    const text = table(
      ['state', 'MB'],
      rows.map(([state, megabytes]) => [state, megabytes.toFixed(0)]),
    )
    if (Math.max(first, again) > budget.rest || peak > budget.load) throw new Error(`Over the budget:\n${text}`)
    return `${text}\n\n${answered} calls in ${loadMilliseconds / 1000} s`
  } finally {
    child.kill('SIGTERM')
    await new Promise((resolve) => child.once('exit', resolve))
    rmSync(directory, { recursive: true, force: true })
  }
}
