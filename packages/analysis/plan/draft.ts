/**
 * A change before its consequences are known, with the causes by which they find it.
 *
 * A consequence (somebody gains an operation, an application breaks) names its possible causes, the most specific first,
 * and belongs to the first change that lists one of them. So each consequence is told once, where the reader looks for
 * it, and finding it costs the same however many changes there are.
 */
import type { ChangeKind } from './shape.ts'

/** A key that a change and its consequences share. */
export type Cause = string

/** The keys, in one place: a spelling of its own would find nothing. */
export const cause = {
  system: (): Cause => 'system',
  signInDomain: (pool: string): Cause => `pool ${pool} sign-in domain`,
  apiDomain: (pool: string): Cause => `pool ${pool} API domain`,
  row: (table: 'table' | 'service' | 'problem', name: string): Cause => `${table} ${name}`,
  route: (route: string): Cause => `route ${route}`,
  routeService: (route: string): Cause => `route ${route} service`,
  client: (client: string): Cause => `client ${client}`,
  clientScope: (client: string, scope: string): Cause => `client ${client} scope ${scope}`,
  clientOrg: (client: string): Cause => `client ${client} org`,
  clientAddress: (client: string, address: string): Cause => `client ${client} address ${address}`,
  clientLife: (client: string): Cause => `client ${client} life`,
  clientSelfService: (client: string): Cause => `client ${client} self-service`,
  clientIdentity: (client: string): Cause => `client ${client} identity`,
  clientOrder: (client: string): Cause => `client ${client} order`,
  pool: (pool: string): Cause => `pool ${pool}`,
  poolSettings: (pool: string): Cause => `pool ${pool} settings`,
  /** What a pool is created with and keeps. */
  fixed: (pool: string): Cause => `pool ${pool} fixed`,
  poolRole: (pool: string, role: string): Cause => `pool ${pool} role ${role}`,
  scopeRole: (scope: string, role: string): Cause => `scope ${scope} role ${role}`,
  scope: (scope: string): Cause => `scope ${scope}`,
  scopeGained: (scope: string): Cause => `scope ${scope} for another role`,
  scopeLost: (scope: string): Cause => `scope ${scope} taken from a role`,
  scopeText: (scope: string): Cause => `scope ${scope} text`,
  server: (server: string): Cause => `resource server ${server}`,
} as const

/** Every setting of a client that is not its scopes, its organization or an address. */
export const settingCauses = (client: string): readonly Cause[] => [
  cause.clientLife(client),
  cause.clientSelfService(client),
  cause.clientIdentity(client),
  cause.clientOrder(client),
]

export interface Draft {
  readonly kind: ChangeKind
  readonly says: string
  readonly causes: readonly Cause[]
  /** What the change itself does, beside who gains and loses operations: a longer life of tokens widens. */
  readonly own?: 'widens' | 'narrows'
  /** App clients whose issued tokens the change touches, beside those of its consequences. */
  readonly clients?: readonly string[]
}

/** A change; without causes of its own no consequence is told with it. */
export const draft = (kind: ChangeKind, says: string, more: Partial<Omit<Draft, 'kind' | 'says'>> = {}): Draft => ({
  kind,
  says,
  causes: [],
  ...more,
})

/** Finds the change that a consequence belongs to. */
export type Attribute = (causes: readonly Cause[]) => Draft | undefined

export function attributeTo(drafts: readonly Draft[]): Attribute {
  const byCause = new Map<Cause, Draft>()
  for (const draft of drafts) for (const key of draft.causes) if (!byCause.has(key)) byCause.set(key, draft)
  return (causes) => {
    for (const key of causes) {
      const draft = byCause.get(key)
      if (draft !== undefined) return draft
    }
    return undefined
  }
}
