/** Asks `scopes why` about a request, and the gate that would get it. */
import { request } from 'node:http'
import { inject } from 'vitest'
import { type PoolName } from '../support/contract.ts'
import { run } from '../support/run.ts'
import { apiUrl } from '../support/stack.ts'

/** A pool's API, or the services without a gateway. */
export type Gate = PoolName | 'services'

/** What can be compared of a refusal. */
export interface Refusal {
  readonly layer: 'gateway' | 'service'
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Readonly<Record<string, unknown>> | null
}

/** What `why` says, as far as these tests read it. */
interface Report {
  readonly verdict: 'passes' | 'refused' | 'unknown'
  readonly refusal: {
    readonly layer: 'gateway' | 'service'
    readonly reason: string
    readonly answer: Omit<Refusal, 'layer'>
  } | null
}

export interface Told {
  readonly verdict: Report['verdict']
  readonly reason: string | undefined
  readonly refusal: Refusal | undefined
}

/** What the command says, from the files of the running stack and nothing else. */
export async function told(gate: Gate, method: string, path: string, token: string): Promise<Told> {
  const where = gate === 'services' ? ['--direct'] : ['--api', gate]
  const args = ['why', '-', method, path, ...where, '--directory', inject('stackDirectory'), '--json']
  const { out, err } = await run(args, { stdin: () => Promise.resolve(token) })
  if (out === '') throw new Error(`The command failed: ${err}`)
  // The cast is safe: `--json` prints the report.
  const { verdict, refusal } = JSON.parse(out) as Report
  if (refusal === null) return { verdict, reason: undefined, refusal: undefined }
  return { verdict, reason: refusal.reason, refusal: { layer: refusal.layer, ...refusal.answer } }
}

const compared = ['content-type', 'www-authenticate', 'x-amzn-remapped-www-authenticate', 'allow', 'connection']

/** Brings a live answer into the form in which `why` shows it. */
export function refusalIn(status: number, header: (name: string) => string | undefined, text: string): Refusal {
  const isProblem = header('content-type') === 'application/problem+json'
  const entries = compared
    .filter((name) => name !== 'connection' || status === 431)
    .flatMap((name) => {
      const value = header(name)
      return value === undefined ? [] : [[name, value] as const]
    })
  // The cast is safe: an answer of either layer is a JSON object, or nothing.
  const body = text === '' ? null : (JSON.parse(text) as Record<string, unknown>)
  const instance = body !== null && 'instance' in body ? { instance: 'urn:request:<request id>' } : {}
  return {
    layer: isProblem || text === '' ? 'service' : 'gateway',
    status,
    headers: Object.fromEntries(entries),
    body: body === null ? null : { ...body, ...instance },
  }
}

/** Sends the path as it is: `fetch` would tidy it up. */
export function live(gate: Gate, method: string, path: string, token: string): Promise<Refusal> {
  const { hostname, port } = new URL(gate === 'services' ? inject('servicesUrl') : apiUrl(gate))
  const headers = token === '' ? {} : { authorization: `Bearer ${token}` }
  const answered = Promise.withResolvers<Refusal>()
  const sent = request({ hostname, port, method, path, headers }, (response) => {
    const chunks: Buffer[] = []
    response.on('data', (chunk: Buffer) => chunks.push(chunk))
    response.on('end', () => {
      const header = (name: string) => {
        const value = response.headers[name]
        return Array.isArray(value) ? value.join(', ') : value
      }
      answered.resolve(refusalIn(response.statusCode ?? 0, header, Buffer.concat(chunks).toString('utf8')))
    })
  })
  sent.on('error', answered.reject)
  sent.end()
  return answered.promise
}
