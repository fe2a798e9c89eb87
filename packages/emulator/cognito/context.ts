/** What the endpoints share: the pools, the stores, the keys and the trigger. */
import type { StackFile } from '@scopegate/template'
import type { RequireSigned } from '../aws/signature.ts'
import type { InvokeResult } from '../lambda/messages.ts'
import type { ResolvedClient, ResolvedPool, Stated } from '../template/model.ts'
import { withSecrets } from './secrets.ts'
import type { Attempts } from './sign-in/attempts.ts'
import type { Code } from './sign-in/reset.ts'
import type { Challenge } from './sign-in/step.ts'
import type { Authenticator } from './sign-in/totp.ts'
import { openDatabase } from './state/database.ts'
import { type FamilyStore, familyStore } from './state/families.ts'
import { type MessageStore, messageStore } from './state/messages.ts'
import { type RecordStore, recordStore } from './state/records.ts'
import { type TicketStore, ticketStore } from './state/tickets.ts'
import { type UserStore, userStore } from './state/users.ts'
import { type PoolKeys, poolKeys } from './tokens/keys.ts'
import type { Factor } from './tokens/levels.ts'
import type { Overrides } from './trigger/overrides.ts'
import { type AskTrigger, askTrigger } from './trigger/run.ts'

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

export interface CognitoContext {
  /** As they are now: the template's, with what was changed by hand. */
  readonly pools: readonly ResolvedPool[]
  /** Changes a pool, at once. The next start runs the template again, and what was changed by hand is gone. */
  readonly changePool: (id: string, change: (pool: ResolvedPool) => Partial<ResolvedPool>) => void
  /** Settings that nothing here emulates, as they were given, by the id of what they are of. */
  readonly kept: Map<string, Readonly<Record<string, unknown>>>
  readonly baseUrl: string
  readonly users: UserStore
  /** Offered at the sign-in pages: everybody who was seeded since the start. */
  readonly demoUsers: DemoUser[]
  readonly families: FamilyStore
  readonly codes: TicketStore<CodeGrant>
  readonly sessions: TicketStore<Session>
  /** Sign-ins that wait for an answer. */
  readonly challenges: TicketStore<Challenge>
  /** By sub. */
  readonly authenticators: RecordStore<Authenticator>
  readonly attempts: RecordStore<Attempts>
  readonly mailCodes: RecordStore<Code>
  readonly peppers: RecordStore<string>
  /** What AWS would send by mail. */
  readonly messages: MessageStore
  /** The template's function behind a trigger's ARN, whatever the pools name now. */
  readonly functionOf: (arn: string) => string | undefined
  readonly keysOf: (pool: ResolvedPool) => PoolKeys
  readonly trigger: AskTrigger
  readonly requireSigned: RequireSigned
  /** Milliseconds. */
  readonly now: () => number
  readonly log: (line: string) => void
  /** Closes the database. */
  close(): void
}

/** Documented (aws-facts §C): a code lives five minutes. */
const codeSeconds = 300
/** Documented (aws-facts §D.1): the managed-login cookie lives one hour, unless a client's sessions are set longer. */
const sessionSeconds = 3600

/** Documented (`AuthSessionValidity`): three minutes unless the client says otherwise. */
const challengeSeconds = 180

/** Opens the stores and reads the keys. Two pools with one id or one domain prefix are a mistake and refused. */
export async function openContext(deps: CognitoDeps): Promise<CognitoContext> {
  const { now, directory, log = () => {} } = deps
  let pools: readonly ResolvedPool[] = deps.pools.map((pool) => ({
    ...pool,
    clients: pool.clients.map((client) => withSecrets(client, now())),
  }))
  refuseTwins(pools.map(({ id }) => id))
  refuseTwins([...pools.map(({ domainPrefix }) => domainPrefix), ...pools.map(({ id }) => id)])
  refuseTwins(pools.flatMap(({ clients }) => clients.map(({ id }) => id)))
  const database = openDatabase(directory)
  const keys = new Map(await Promise.all(pools.map(async ({ id }) => [id, await poolKeys(directory, id)] as const)))
  return {
    get pools() {
      return pools
    },
    changePool: (id, change) => {
      pools = pools.map((pool) => (pool.id === id ? { ...pool, ...change(pool) } : pool))
    },
    kept: new Map((deps.stated ?? []).map(({ id, properties }) => [id, properties])),
    baseUrl: deps.baseUrl,
    functionOf: (arn) => deps.pools.find(({ trigger }) => trigger?.arn === arn)?.trigger?.functionLogicalId,
    demoUsers: [],
    users: userStore(database, now, (id) => pools.find((pool) => pool.id === id)?.caseSensitive ?? true),
    families: familyStore(database),
    codes: ticketStore<CodeGrant>(database, 'code', codeSeconds, now),
    sessions: ticketStore<Session>(database, 'session', sessionSeconds, now),
    challenges: ticketStore<Challenge>(database, 'challenge', challengeSeconds, now),
    authenticators: recordStore<Authenticator>(database, 'authenticator', now),
    attempts: recordStore<Attempts>(database, 'attempts', now),
    mailCodes: recordStore<Code>(database, 'code', now),
    peppers: recordStore<string>(database, 'pepper', now),
    messages: messageStore(database, log),
    keysOf: ({ id }) => {
      const found = keys.get(id)
      if (found === undefined) throw new Error(`Pool \`${id}\` has no keys`)
      return found
    },
    trigger: askTrigger(deps),
    requireSigned: deps.requireSigned,
    now,
    log,
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
