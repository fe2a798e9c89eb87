/**
 * Stages: where one contract is deployed, and what differs there. Plain data, in a system's `infra/stages.ts`, which no
 * function bundles.
 */
import type { PageClientSpec } from './client-kinds.ts'
import type { Contract } from './contract.ts'

/** A domain name of the team's own. */
export interface CustomDomain {
  readonly domainName: string
  /** Of a certificate in ACM: in us-east-1 for a sign-in domain, in the stage's Region for an API's. */
  readonly certificateArn: string
  /** Route 53's zone that gets the record. Left out, the team adds the record where its DNS is. */
  readonly hostedZone?: { readonly id: string; readonly name: string }
}

/** What a stage gives an app client. */
export interface StageClient {
  /** Exact callback addresses; those of a browser client have the CORS origins of the pool's API. */
  readonly redirectUris?: readonly string[]
  readonly logoutUris?: readonly string[]
  /** Where it differs from the contract's. */
  readonly accessTokenMinutes?: number
  /** Where it differs from the contract's. */
  readonly refreshTokenDays?: number
}

/** A stage of any contract. */
export interface StageSpec<Pool extends string = string, Clients = Readonly<Record<string, StageClient>>> {
  /**
   * Set apart by this, two stages fit into one account: it stands in the name of each stack, user pool, API and parameter.
   * Left out, names are without one.
   */
  readonly suffix?: string
  /** The AWS account, 12 digits. Deploying to another is refused; so is deploying a stage that names none. */
  readonly account?: string
  /** The AWS Region, such as `eu-central-1`. Deploying to another is refused; so is deploying a stage that names none. */
  readonly region?: string
  /**
   * `<prefix>-<pool>` is the first label of a pool's sign-in domain: unique in a Region, over all of AWS's customers.
   * Another one is another sign-in domain, so that everyone has to sign in at a new address.
   */
  readonly domainPrefix?: string
  /** For each pool, the sign-in domain of the team's own, in place of one with the prefix. */
  readonly signInDomains?: Readonly<Partial<Record<Pool, CustomDomain>>>
  /** For each pool, the domain of its API. Its default address is then switched off. */
  readonly apiDomains?: Readonly<Partial<Record<Pool, CustomDomain>>>
  readonly clients: Clients
  /** How many requests a second each API takes, and how many at once; 200 and 400 unless given. */
  readonly throttle?: { readonly rate: number; readonly burst: number }
  /**
   * Where the token trigger finds the ids of its pool's clients: in its own variable unless given, or in an SSM parameter, which
   * costs a first sign-in a call. For a pool whose ids fill the 4 KB of variables, or should Cognito refuse a pool whose
   * function is made after it.
   */
  readonly clientDirectory?: 'variable' | 'parameter'
  /** Who gets an e-mail when functions fail. Left out, there are no alarms. */
  readonly alarmAddress?: string
  /** Why pools and tables may be deleted here, with all that is in them. Left out, they are protected. */
  readonly unprotected?: string
}

/** A stage with its name. */
export interface Stage extends StageSpec {
  readonly name: string
}

/** Stages by name. `local` is the emulator's and is never deployed. */
export type Stages<Name extends string = string> = Readonly<Record<Name | 'local', Stage>>

type PoolRows = Contract['pools']

/** The clients of a kind that state nothing of their own about `Field`, by name. */
type ClientsWithout<P extends PoolRows, Field extends string> = {
  [K in keyof P]: {
    [N in keyof P[K]['clients'] & string]: P[K]['clients'][N] extends { readonly kind: PageClientSpec['kind'] }
      ? P[K]['clients'][N] extends Readonly<Record<Field, readonly string[]>>
        ? never
        : N
      : never
  }[keyof P[K]['clients'] & string]
}[keyof P]

type ClientNames<P extends PoolRows> = { [K in keyof P]: keyof P[K]['clients'] & string }[keyof P]

/** What a stage of this very contract gives its clients: of those that use the sign-in page, their addresses. */
type StageClientsOf<P extends PoolRows> = {
  readonly [N in ClientsWithout<P, 'redirectUris'>]: StageClient & Pick<Required<StageClient>, 'redirectUris'>
} & {
  readonly [N in ClientsWithout<P, 'logoutUris'>]: StageClient & Pick<Required<StageClient>, 'logoutUris'>
} & { readonly [N in ClientNames<P>]?: StageClient }

/** A stage of this very contract. */
export type StageOf<C extends Contract> = StageSpec<keyof C['pools'] & string, StageClientsOf<C['pools']>>

/**
 * Names the stages of a contract. Nothing is checked here but by the compiler: a pool or a client that the contract does
 * not have, and a client of the sign-in page without addresses, do not compile. `stageFaults` judges the rest.
 *
 * @example
 * export const stages = defineStages(contract, {
 *   local: {
 *     domainPrefix: 'shop',
 *     clients: { web: { redirectUris: ['http://localhost:8790/callback'], logoutUris: ['http://localhost:8790/'] } },
 *   },
 *   production: {
 *     account: '123456789012',
 *     region: 'eu-central-1',
 *     domainPrefix: 'shop-example',
 *     clients: { web: { redirectUris: ['https://shop.example/callback'], logoutUris: ['https://shop.example/'] } },
 *   },
 * })
 */
export function defineStages<C extends Contract, N extends string>(
  _contract: C,
  stages: Readonly<Record<N | 'local', StageOf<NoInfer<C>>>>,
): Stages<N> {
  const named = Object.entries<StageSpec>(stages).map(([name, stage]) => [name, { ...stage, name }])
  // The cast is safe: one entry for each key of `stages`.
  return Object.fromEntries(named) as Stages<N>
}

/** The stage of that name; `undefined` for a name that there is not. */
export const stageNamed = (stages: Readonly<Record<string, Stage>>, name: string): Stage | undefined =>
  Object.hasOwn(stages, name) ? stages[name] : undefined

/**
 * The contract as a stage deploys it: with the addresses and lifetimes that the stage gives its clients. All that judges or
 * deploys a contract takes this one. Rows that are not as their type says stay as they are, for the rules to judge.
 */
export function stagedContract(contract: Contract, { clients }: Pick<Stage, 'clients'>): Contract {
  const withStage = <Row extends object>(
    rows: Readonly<Record<string, Row>>,
    change: (name: string, row: Row) => Row,
  ) =>
    isTable(rows)
      ? Object.fromEntries(Object.entries(rows).map(([name, row]) => [name, isTable(row) ? change(name, row) : row]))
      : rows
  return {
    ...contract,
    pools: withStage(contract.pools, (_, pool) => ({
      ...pool,
      clients: withStage(pool.clients, (name, row) =>
        Object.hasOwn(clients, name) ? { ...row, ...clients[name] } : row,
      ),
    })),
  }
}

const isTable = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value)
