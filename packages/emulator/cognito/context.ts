/** What the endpoints share: the pools, the stores, the keys and the trigger. */
import type { StackFile } from '@scopegate/template'
import type { RequireSigned } from '../aws/signature.ts'
import type { InvokeResult } from '../lambda/messages.ts'
import type { ClientSecret, ResolvedClient, ResolvedPool, Stated } from '../template/model.ts'
import { withSecrets } from './secrets.ts'
import type { Attempts } from './sign-in/attempts.ts'
import type { Code } from './sign-in/reset.ts'
import type { Challenge } from './sign-in/step.ts'
import type { Authenticator } from './sign-in/totp.ts'
import { openDatabase } from './state/database.ts'
import { familyStore } from './state/families.ts'
import { messageStore } from './state/messages.ts'
import { type RecordKind, recordStore, ticketStore } from './state/records.ts'
import { userStore } from './state/users.ts'
import { type PoolKeys, poolKeys } from './tokens/keys.ts'
import type { Factor } from './tokens/levels.ts'
import type { Overrides } from './trigger/overrides.ts'
import { askTrigger } from './trigger/run.ts'

/** Everything the emulator needs from outside. */
export interface CognitoDeps {
  readonly pools: readonly ResolvedPool[]
  /** What the template states beside. */
  readonly stated?: readonly Stated[]
  /** Where it will listen, without a trailing slash: `http://127.0.0.1:8700`. Issuers and domains stand below it. */
  readonly baseUrl: string
  /** Keys and users are kept here, readable by the owner only, and survive a restart. */
  readonly directory: string
  /** Runs a function of the template. A rejection counts as a function that cannot be reached: no token. */
  readonly invoke: (functionLogicalId: string, event: unknown) => Promise<InvokeResult>
  /** Who may call what AWS wants signed. */
  readonly requireSigned: RequireSigned
  /** The time in milliseconds. */
  readonly now: () => number
  readonly log?: (line: string) => void
  /** What the running stack says about itself, for the start page; `undefined` until all of it runs. */
  readonly stack?: () => StackFile | undefined
  /** How long a trigger may take, in milliseconds. Cognito's 5,000 unless a test is in a hurry. */
  readonly triggerTimeout?: number
}

/** What an authorization code stands for. */
interface CodeGrant {
  readonly client: string
  readonly redirectUri: string
  readonly sub: string
  readonly scopes: readonly string[]
  readonly authTime: number
  readonly factors: readonly Factor[]
  readonly nonce: string | undefined
  /** The S256 challenge of RFC 7636; `undefined` when the client sent none. */
  readonly challenge: string | undefined
  readonly resource: string | undefined
  /** The managed-login session that it came through. */
  readonly sso: string | undefined
  /** The trigger ran at sign-in, before the code was issued (inferred, aws-facts §B.5); this is what it said. */
  readonly overrides: Overrides
}

/** A managed-login session: who signed in, when (seconds) and how. */
export interface Session {
  /** As Cognito lists it: `sso…`. */
  readonly id: string
  /** Where it began. */
  readonly client: string
  readonly sub: string
  readonly authTime: number
  readonly factors: readonly Factor[]
}

/** Somebody who can sign in from the start; `pool` is its id. */
export interface DemoUser {
  readonly pool: string
  readonly email: string
  readonly password: string
  readonly role: string | undefined
  readonly org: string | undefined
}

export type CognitoContext = Awaited<ReturnType<typeof openContext>>

/** Opens the stores and reads the keys. Two pools with one id or one domain prefix are a mistake and refused. */
export async function openContext(deps: CognitoDeps) {
  const { now, directory, log = () => {} } = deps
  refuseTwins(deps.pools.map(({ id }) => id))
  refuseTwins([...deps.pools.map(({ domainPrefix }) => domainPrefix), ...deps.pools.map(({ id }) => id)])
  refuseTwins(deps.pools.flatMap(({ clients }) => clients.map(({ id }) => id)))
  const database = openDatabase(directory)
  const keys = new Map(
    await Promise.all(deps.pools.map(async ({ id }) => [id, await poolKeys(directory, id)] as const)),
  )
  const records = <T>(kind: RecordKind) => recordStore<T>(database, kind, now)
  const secrets = records<readonly ClientSecret[]>('secrets')
  let pools: readonly ResolvedPool[] = deps.pools.map((pool) => ({
    ...pool,
    clients: pool.clients.map((given) => {
      const client = withSecrets(given, now(), secrets.get(pool.id, given.id))
      if (client.secrets !== undefined) secrets.put(pool.id, client.id, client.secrets)
      return client
    }),
  }))
  return {
    /** As they are now: the template's, with what was changed by hand. */
    get pools() {
      return pools
    },
    /** By client: all that work now. They stay over a restart, as a rotation would else be undone. */
    secrets,
    /** Changes a pool, at once. The next start runs the template again, and what was changed by hand is gone. */
    changePool: (id: string, change: (pool: ResolvedPool) => Partial<ResolvedPool>): void => {
      pools = pools.map((pool) => (pool.id === id ? { ...pool, ...change(pool) } : pool))
    },
    /** Settings that nothing here emulates, as they were given, by the id of what they are of. */
    kept: new Map((deps.stated ?? []).map(({ id, properties }) => [id, properties])),
    baseUrl: deps.baseUrl,
    /** The template's function behind a trigger's ARN, whatever the pools name now. */
    functionOf: (arn: string) => deps.pools.find(({ trigger }) => trigger?.arn === arn)?.trigger?.functionLogicalId,
    /** Offered at the sign-in pages, by sub: everybody who was seeded since the start. */
    demoUsers: new Map<string, DemoUser>(),
    users: userStore(database, now, (id) => pools.find((pool) => pool.id === id)?.caseSensitive ?? true),
    families: familyStore(database),
    // Documented (aws-facts §C): a code lives five minutes.
    codes: ticketStore(records<CodeGrant>('grant'), 300, now),
    // Documented (aws-facts §D.1): the managed-login cookie lives one hour, unless a client's sessions are set longer.
    sessions: ticketStore(records<Session>('session'), 3600, now),
    /** Sign-ins that wait for an answer. Documented (`AuthSessionValidity`): three minutes unless the client says otherwise. */
    challenges: ticketStore(records<Challenge>('challenge'), 180, now),
    /** By sub. */
    authenticators: records<Authenticator>('authenticator'),
    attempts: records<Attempts>('attempts'),
    mailCodes: records<Code>('code'),
    peppers: records<string>('pepper'),
    /** What AWS would send by mail. */
    messages: messageStore(database, log),
    keysOf: ({ id }: ResolvedPool): PoolKeys => {
      const found = keys.get(id)
      if (found === undefined) throw new Error(`Pool \`${id}\` has no keys`)
      return found
    },
    trigger: askTrigger(deps),
    requireSigned: deps.requireSigned,
    /** Milliseconds. */
    now,
    log,
    /** Closes the database. */
    close: () => database.close(),
  }
}

function refuseTwins(names: readonly string[]): void {
  const twin = names.find((name, index) => names.indexOf(name) !== index)
  if (twin !== undefined) throw new Error(`\`${twin}\` stands for two pools or clients: give each its own`)
}

/** The address that the pool's tokens name as `iss`. */
export const issuerOf = ({ baseUrl }: Pick<CognitoContext, 'baseUrl'>, pool: ResolvedPool): string =>
  `${baseUrl}/${pool.id}`

/** The base address of the pool's OAuth endpoints. */
export const domainOf = ({ baseUrl }: Pick<CognitoContext, 'baseUrl'>, pool: ResolvedPool): string =>
  `${baseUrl}/${pool.domainPrefix}`

export const clientOf = (pool: ResolvedPool, id: string): ResolvedClient | undefined =>
  pool.clients.find((client) => client.id === id)

/** The pool's own scopes, as tokens carry them. */
export const wireNamesOf = ({ resourceServers }: ResolvedPool): readonly string[] =>
  resourceServers.flatMap(({ Identifier, Scopes }) => Scopes.map(({ ScopeName }) => `${Identifier}/${ScopeName}`))

/** Documented (aws-facts §C): scopes that are Cognito's own exist in every pool. */
export const standardScopes: readonly string[] = [
  'openid',
  'email',
  'phone',
  'profile',
  'aws.cognito.signin.user.admin',
]
