/** What one template comes to, served over HTTP: Cognito, an API for each pool, the functions, the parameters. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ApiGatewayV2Client } from '@aws-sdk/client-apigatewayv2'
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider'
import { SSMClient } from '@aws-sdk/client-ssm'
import { getRequestListener } from '@hono/node-server'
import type { Assembly } from '@scopegate/template'
import { createApiGateway } from '../../apigateway/index.ts'
import { wireNamesOf } from '../../cognito/context.ts'
import { type Cognito, createCognito } from '../../cognito/index.ts'
import type { TriggerEvent } from '../../cognito/testing/world.ts'
import { createGateway } from '../../gateway/index.ts'
import { createLambdas } from '../../lambda/index.ts'
import { createSsm } from '../../ssm/index.ts'
import { physicalIds, type ResolvedStack, resolveTemplate } from '../../template/index.ts'
import { listen } from '../http.ts'
import { callerOf, requireSigned, testKey } from '../key.ts'

export interface Emulated {
  readonly resolved: ResolvedStack
  readonly cognitoUrl: string
  readonly cognito: CognitoIdentityProviderClient
  readonly apigateway: ApiGatewayV2Client
  readonly ssm: SSMClient
  /** By pool. */
  readonly apiUrls: ReadonlyMap<string, string>
  /** What the token trigger was asked. */
  readonly events: TriggerEvent[]
  /** What Cognito logged: mails, above all. */
  readonly lines: string[]
  /** Milliseconds. */
  now: number
  /** Invokes the function of that label, whose code is one that says what it sees. */
  invoke(label: string, event: object): Promise<unknown>
}

/** Says what it sees of its surroundings, after as long as it is told. */
const probe = `
export const handler = async ({ wait = 0 }, context) => {
  await new Promise((resolve) => setTimeout(resolve, wait))
  return { environment: { ...process.env }, memory: context.memoryLimitInMB }
}
`

/** Runs the template for as long as \`use\` takes. @throws what the start is refused with */
export async function withEmulated<T>(
  loaded: Assembly,
  keys: string,
  use: (emulated: Emulated) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'scopegate-properties-'))
  const ends: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })]
  try {
    // Keys take a second to make, and no property changes them.
    if (existsSync(keys)) cpSync(keys, join(folder, 'cognito'), { recursive: true })
    let cognito: Cognito | undefined
    const served = await serve(
      (request, env) => cognito?.app.fetch(request, env) ?? new Response(null, { status: 503 }),
    )
    ends.push(served.stop)
    const resolved = resolveTemplate(loaded, physicalIds({ seed: 'seed', cognitoUrl: served.url }))
    const events: TriggerEvent[] = []
    const lines: string[] = []
    const emulated = { now: Date.now() }
    const now = () => emulated.now
    const scopesToAdd = resolved.pools.flatMap(wireNamesOf)
    cognito = await createCognito({
      pools: resolved.pools,
      baseUrl: served.url,
      directory: join(folder, 'cognito'),
      now,
      requireSigned,
      log: (line) => lines.push(line),
      invoke: async (_, event) => {
        // Safe: the emulator under test made it.
        const seen = event as TriggerEvent
        events.push(seen)
        const details =
          seen.version === '1' ? null : { accessTokenGeneration: { scopesToAdd: [...new Set(scopesToAdd)] } }
        return { ok: true, payload: { ...seen, response: { claimsAndScopeOverrideDetails: details } } }
      },
    })
    const opened = cognito
    ends.push(() => opened.close())
    if (!existsSync(keys)) keepKeys(join(folder, 'cognito'), keys)
    const apiUrls = new Map<string, string>()
    for (const api of resolved.apis) {
      const invoke = async (body: string) => ({ ok: true, payload: { statusCode: 200, body } }) as const
      const gateway = await listen(createGateway({ api, now, log: () => {}, access: () => {}, invoke }))
      ends.push(gateway.stop)
      apiUrls.set(api.name, gateway.url)
    }
    const addressed = resolved.apis.map((api) => ({ ...api, url: apiUrls.get(api.name) ?? '' }))
    const control = await serve(
      createApiGateway({ apis: addressed, onChange: () => {}, issuers: served.url, requireSigned }).fetch,
    )
    const parameters = await serve(createSsm({ parameters: resolved.parameters, requireSigned }).fetch)
    ends.push(control.stop, parameters.stop)
    mkdirSync(join(folder, 'probe'))
    writeFileSync(join(folder, 'probe/index.mjs'), probe)
    const lambdas = createLambdas(
      resolved.functions.map((each) => ({ ...each, assetPath: join(folder, 'probe') })),
      {
        region: 'us-east-1',
        credentials: testKey,
        endpoints: { dynamodb: served.url, cognito: served.url, ssm: parameters.url },
        database: { region: 'us-east-1', credentials: { accessKeyId: 'x', secretAccessKey: 'x' }, tables: [] },
        logDirectory: join(folder, 'logs'),
      },
    )
    ends.push(() => lambdas.stop())
    return await use(
      Object.assign(emulated, {
        resolved,
        cognitoUrl: served.url,
        cognito: new CognitoIdentityProviderClient(callerOf(served.url)),
        apigateway: new ApiGatewayV2Client(callerOf(control.url)),
        ssm: new SSMClient(callerOf(parameters.url)),
        apiUrls,
        events,
        lines,
        invoke: (label: string, event: object) => {
          const target = resolved.functions.find((each) => each.label === label)
          return lambdas.invoke(target?.logicalId ?? '', event)
        },
      }),
    )
  } finally {
    for (const end of ends.reverse()) await end()
  }
}

function serve(fetch: Parameters<typeof getRequestListener>[0]) {
  const answer = getRequestListener(fetch)
  return listen((request, response) => void answer(request, response))
}

function keepKeys(from: string, to: string): void {
  mkdirSync(to, { recursive: true })
  for (const name of readdirSync(from).filter((each) => !each.includes('sqlite'))) {
    cpSync(join(from, name), join(to, name), { recursive: true })
  }
}
