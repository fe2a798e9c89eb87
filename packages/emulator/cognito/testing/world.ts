/** An emulated Cognito on a free port, with a clock and a trigger that the test controls. */
import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider'
import { serve } from '@hono/node-server'
import type { InvokeResult } from '../../lambda/messages.ts'
import type { ResolvedPool } from '../../template/model.ts'
import { callerOf, requireSigned } from '../../testing/key.ts'
import { type Cognito, createCognito } from '../index.ts'
import { plain, shop } from './pools.ts'

/** The part of a trigger's event that tests look at. */
export interface TriggerEvent {
  readonly version: string
  readonly triggerSource: string
  readonly userName: string
  readonly callerContext: { readonly clientId: string }
  readonly request: {
    readonly userAttributes: Record<string, string>
    readonly groupConfiguration: unknown
    readonly scopes?: readonly string[]
    readonly clientMetadata?: unknown
  }
  readonly response: unknown
}

export interface World {
  readonly url: string
  readonly sdk: CognitoIdentityProviderClient
  readonly person: { readonly email: string; readonly password: string; readonly sub: string }
  /** Everything that the trigger was asked, in order. */
  readonly events: TriggerEvent[]
  /** What the trigger does; by default it changes nothing. */
  trigger: (event: TriggerEvent) => InvokeResult | Promise<InvokeResult>
  /** Milliseconds; never before the real time, because the real clients look at the real clock. */
  now: number
  /** What was logged, in order. */
  readonly lines: string[]
  readonly directory: string
  readonly cognito: Cognito
  /** Stops the emulator and starts it again on the same port and directory. */
  restart(pools?: readonly ResolvedPool[]): Promise<void>
  stop(): Promise<void>
}

/** What a trigger answers that changes what the test says and nothing else. */
export const answering =
  (details: object | null) =>
  (event: TriggerEvent): InvokeResult => ({
    ok: true,
    payload: { ...event, response: { claimsAndScopeOverrideDetails: details } },
  })

export async function startWorld(
  pools: readonly ResolvedPool[] = [shop, plain],
  log: (line: string) => void = () => {},
): Promise<World> {
  const directory = mkdtempSync(join(tmpdir(), 'cognito-'))
  let cognito: Cognito | undefined
  const { server, url } = await new Promise<{ server: ReturnType<typeof serve>; url: string }>((resolve) => {
    const fetch = (request: Request, env: object) =>
      cognito?.app.fetch(request, env) ?? new Response(null, { status: 503 })
    const listening = serve({ fetch, port: 0, hostname: '127.0.0.1' }, ({ port }: AddressInfo) =>
      resolve({ server: listening, url: `http://127.0.0.1:${port}` }),
    )
  })
  const events: TriggerEvent[] = []
  const lines: string[] = []
  const open = (chosen: readonly ResolvedPool[]) =>
    createCognito({
      pools: chosen,
      baseUrl: url,
      directory,
      now: () => world.now,
      triggerTimeout: 200,
      log: (line) => {
        lines.push(line)
        log(line)
      },
      requireSigned,
      invoke: async (_, event) => {
        // Safe: the emulator under test made it, and the tests judge its shape.
        const seen = event as TriggerEvent
        events.push(seen)
        return world.trigger(seen)
      },
    })
  const person = { email: 'amy@shop.example', password: 'correct horse 1', sub: '' }
  const sdk = new CognitoIdentityProviderClient(callerOf(url))
  const world = {
    url,
    sdk,
    events,
    lines,
    directory,
    person,
    trigger: answering(null),
    now: Date.now(),
    get cognito() {
      if (cognito === undefined) throw new Error('The world has stopped')
      return cognito
    },
    restart: async (chosen = pools) => {
      cognito?.close()
      cognito = undefined
      cognito = await open(chosen)
    },
    stop: async () => {
      sdk.destroy()
      await new Promise((resolve) => server.close(resolve))
      cognito?.close()
      rmSync(directory, { recursive: true })
    },
  } satisfies World
  cognito = await open(pools)
  for (const pool of pools) {
    const sub = await cognito.ensureUser({
      pool: pool.id,
      email: person.email,
      password: person.password,
      attributes: { 'custom:tenant': 'north', name: 'Amy' },
    })
    if (pool === pools[0]) person.sub = sub
  }
  return world
}
