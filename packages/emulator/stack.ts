/** The local stack: everything that the template describes, on one machine. This is the composition root. */

import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import { loadAssembly, type StackFile } from '@scopegate/template'
import { type AddressedApi, createApiGateway } from './apigateway/index.ts'
import { emulatedPage } from './aws/error.ts'
import { type AccessKey, signedBy } from './aws/signature.ts'
import { createCloudFormation } from './cloudformation/index.ts'
import { createCognito } from './cognito/index.ts'
import { describeStack, environmentFile, type StackPerson } from './describe-stack.ts'
import { createDoor } from './dynamodb/index.ts'
import { createEndpoint } from './endpoint.ts'
import { type AccessLog, createGateway, openAccessLog } from './gateway/index.ts'
import { namingDamage } from './home/damaged-file.ts'
import { keepTemplates, refuseUpdates } from './home/deployed.ts'
import { openHome, writeWhole } from './home/home.ts'
import { createLambdas, type Lambdas } from './lambda/index.ts'
import type { Listener } from './ports/listeners.ts'
import { plainPorts } from './ports/ports.ts'
import { createSsm } from './ssm/index.ts'
import { chooseDatabase, startDatabase } from './stack-database.ts'
import { createSts } from './sts/index.ts'
import {
  type AddedRedirect,
  countApis,
  notEmulated,
  type PhysicalIds,
  physicalIds,
  type ResolvedStack,
  resolveTemplate,
  withRedirects,
} from './template/index.ts'

/** Writes a cloud assembly into the folder, and all that the app says into the log file. @throws Error of one line. */
export type Synthesize = (to: { readonly outdir: string; readonly logFile: string }) => Promise<void>

export interface LocalStackOptions {
  /** The first of the ports; 0: every listener takes a free one. */
  readonly port: number
  /** Where data, keys and logs are kept: `.local`. */
  readonly directory: string
  /** A cloud assembly's folder, or what writes one into a folder of ours. */
  readonly template: string | Synthesize
  /** Begin anew: other ids, no data. */
  readonly fresh?: boolean
  /** Every address has TLS, by an authority of the folder's own. */
  readonly https?: boolean
  /** Callback addresses of this machine, beside the template's. */
  readonly redirects?: readonly AddedRedirect[]
  /** What it is doing, a line each. */
  readonly log?: (line: string) => void
  /** Who can sign in from the start. */
  readonly people?: (resolved: ResolvedStack, ids: PhysicalIds) => readonly StackPerson[]
  /** Runs once in the life of the folder's data, when everything runs and before `stack.json` says so. */
  readonly prepare?: (running: Omit<LocalStack, 'stop'>) => Promise<void>
}

export interface LocalStack {
  readonly file: StackFile
  readonly resolved: ResolvedStack
  /** Stops everything. Calling it again changes nothing. */
  readonly stop: () => Promise<void>
}

/** Starts everything, or nothing. @throws Error of one line. */
export async function startLocalStack(options: LocalStackOptions): Promise<LocalStack> {
  const ends: (() => unknown)[] = []
  const stop = async () => {
    // Last started, first stopped; a failure of one must not keep the others alive.
    for (const end of ends.splice(0).reverse()) await Promise.resolve(end()).catch(() => {})
  }
  try {
    return { ...(await compose(options, (end) => ends.push(end))), stop }
  } catch (error) {
    await stop()
    throw namingDamage(error, options.directory)
  }
}

async function compose(
  {
    port,
    directory,
    template,
    fresh = false,
    https = false,
    redirects = [],
    log = () => {},
    people,
    prepare,
  }: LocalStackOptions,
  onStop: (end: () => unknown) => void,
): Promise<Omit<LocalStack, 'stop'>> {
  const home = openHome(directory, fresh)
  onStop(() => home.close())
  // Only then: making certificates takes a library.
  const secured = https ? await import('./ports/secure.ts') : undefined
  const ports = (await secured?.securePorts(home.path('authority'), fresh)) ?? plainPorts
  onStop(ports.close)
  const listen = async (offset: number): Promise<Listener> => {
    const listener = await ports.listen(port === 0 ? 0 : port + offset)
    onStop(() => listener.close())
    return listener
  }

  // The first port before the slow part; the others once it is known how many APIs there are.
  const base = await listen(0)
  if (typeof template === 'function') {
    await template({ outdir: home.path('assembly'), logFile: home.path('assembly.log') })
  }
  const loaded = loadAssembly(typeof template === 'function' ? home.path('assembly') : template)
  if (!fresh) refuseUpdates(home.path('deployed'), loaded.stacks)
  const apiListeners: Listener[] = []
  for (let index = 0; index < countApis(loaded); index++) apiListeners.push(await listen(1 + index))
  const ids = physicalIds({ seed: home.seed, cognitoUrl: base.url })
  const resolved = withRedirects(resolveTemplate(loaded, ids), redirects)
  const missing = notEmulated(loaded)
  if (missing.length > 0) log(`Not emulated: ${missing.join(', ')}. Calls to them are refused`)
  const { notEmulated: ineffective, unknown } = resolved.properties
  if (ineffective > 0)
    log(`${ineffective} properties of the template have no effect here: ${emulatedPage} says which, and why`)
  if (unknown.length > 0) log(`Unknown to the local stack, and without effect: ${unknown.join(', ')}`)
  const { pools, apis, functions, tables, parameters, stacks } = resolved
  const ours = { region: ids.region, credentials: accessKey(ids) }
  const database = await chooseDatabase(ours)
  // With a database of the developer's, functions that use it sign all of their calls with the developer's key.
  const requireSigned = signedBy([ours.credentials, database.access.credentials], ids.region)
  const { expiration } = database.access.credentials
  if (expiration !== undefined) log(`The credentials for DynamoDB end at ${expiration.toISOString()}; start again then`)

  // From here on nothing is missing.
  home.begin()
  keepTemplates(home.path('deployed'), loaded.stacks)
  log('Starting DynamoDB, Cognito and the functions')
  let lambdas: Lambdas | undefined
  let described: StackFile | undefined
  const invoke: Lambdas['invoke'] = async (id, event) => (await lambdas?.invoke(id, event)) ?? notYet
  const [dynamodb, cognito] = await Promise.all([
    startDatabase(database, tables, { path: home.path, log, onStop }),
    createCognito({
      pools,
      stated: resolved.stated,
      baseUrl: base.url,
      directory: home.path('cognito'),
      invoke,
      requireSigned,
      now: Date.now,
      log,
      stack: () => described,
    }),
  ])
  onStop(() => cognito.close())

  const aws = {
    ...ours,
    endpoint: base.url,
    cognito: base.url,
    ssm: base.url,
    dynamodb: database.elsewhere ?? base.url,
    apigateway: base.url,
    cloudformation: base.url,
  }
  const { authority } = ports
  const running = createLambdas(functions, {
    ...ours,
    authority,
    endpoints: aws,
    database: { ...database.access, tables: Object.values(dynamodb.tableNames) },
    logDirectory: home.path('logs'),
  })
  lambdas = running
  onStop(() => running.stop())
  const addressed = apis.map((api, index) => ({ ...api, url: apiListeners[index]?.url ?? '' }))
  const accessLogs = new Map(
    apis.map(({ id, name }) => {
      const accessLog = openAccessLog(join(home.path('logs'), `${name}-api.log`))
      onStop(() => accessLog.close())
      return [id, accessLog] as const
    }),
  )
  const serve = (api: AddressedApi) => {
    const { accountId, region } = ids
    const access: AccessLog['write'] = (entry) => accessLogs.get(api.id)?.write(entry)
    const gateway = createGateway({ api, invoke, now: Date.now, log, access, accountId, region })
    apiListeners.find(({ url }) => url === api.url)?.serve(gateway)
  }
  for (const api of addressed) serve(api)
  base.serve(
    getRequestListener(
      createEndpoint({
        'cognito-idp': cognito.app,
        ssm: createSsm({ parameters, requireSigned, region: ids.region, log }),
        dynamodb: createDoor(database.elsewhere === undefined ? dynamodb : undefined, requireSigned),
        apigateway: createApiGateway({
          apis: addressed,
          stated: resolved.stated,
          onChange: serve,
          issuers: base.url,
          requireSigned,
          log,
        }),
        cloudformation: createCloudFormation({ ...ids, stacks, requireSigned, log }),
        sts: createSts({ accountId: ids.accountId, key: ours.credentials, requireSigned, log }),
      }),
    ),
  )

  const users = await Promise.all(
    (people?.(resolved, ids) ?? []).map(async (person) => {
      const sub = await cognito.ensureUser(person)
      return { ...person, sub, totpSecret: cognito.totpSecret(person.pool, sub) }
    }),
  )
  const file = describeStack({ pools: cognito.pools(), apis: addressed, tables, users, aws, authority, redirects })
  described = file
  if (!home.prepared() && database.missing === undefined) {
    await prepare?.({ file, resolved })
    home.markPrepared()
  }
  for (const [name, text] of [
    ['aws.env', environmentFile(file)],
    ['stack.json', `${JSON.stringify(file, null, 2)}\n`],
  ] as const) {
    // Holds secrets.
    writeWhole(home.path(name), text)
    onStop(() => rmSync(home.path(name), { force: true }))
  }
  return { file, resolved }
}

/** Made at the first start and kept as long as the seed is. */
const accessKey = (ids: PhysicalIds): AccessKey => ({
  accessKeyId: `LOCAL${ids.derive('access key', 15, 'upper')}`,
  secretAccessKey: ids.derive('secret access key', 40, 'mixed'),
})

const notYet = {
  ok: false,
  kind: 'crash',
  errorType: 'ServiceException',
  errorMessage: 'The functions are not started yet',
} as const
