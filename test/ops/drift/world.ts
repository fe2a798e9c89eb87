/**
 * A local stack of a test's own, in which it changes things by hand, through the real AWS SDK, as somebody would in AWS.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  ApiGatewayV2Client,
  GetAuthorizersCommand,
  GetRoutesCommand,
  type Route,
  UpdateRouteCommand,
  type UpdateRouteCommandInput,
} from '@aws-sdk/client-apigatewayv2'
import {
  CognitoIdentityProviderClient,
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
  UpdateUserPoolClientCommand,
  type UpdateUserPoolClientCommandInput,
  UpdateUserPoolCommand,
  type UpdateUserPoolCommandInput,
} from '@aws-sdk/client-cognito-identity-provider'
import { demoOrgs, demoUsers } from '@scopegate/cli/start/users'
import type { Ran } from '@scopegate/cli/testing/index'
import { type LocalStack, type LocalStackOptions, startLocalStack } from '@scopegate/emulator'
import { contract } from '@scopegate/scopes/contract'
import { run } from '../../support/run.ts'

/** What these tests read of a finding. */
export interface Row {
  readonly kind: string
  readonly direction: string
  readonly place: string
  readonly expected: string
  readonly found: string
  readonly who: string
  readonly cause: string
  readonly act: string
  readonly command: string | null
}

export interface Report {
  readonly ahead: boolean | null
  readonly inSync: boolean
  readonly comparedWith: string
  readonly differences: readonly Row[]
}

/** Puts back what was changed. */
export type Undo = () => Promise<unknown>

function found<T>(what: string, value: T | undefined): T {
  if (value === undefined) throw new Error(`The stack has no ${what}`)
  return value
}

/** Changes one member, which it knows by its name. */
export type Edit = (before: unknown) => unknown

/** With what is given instead, or with that member. The cast is safe: a member of a table is changed. */
const edited = <Given extends object>(before: Given, change: object | Edit): Given =>
  typeof change === 'function' ? (change(before) as Given) : { ...before, ...change }

export class World {
  readonly cognito: CognitoIdentityProviderClient
  readonly apigateway: ApiGatewayV2Client

  readonly stack: LocalStack
  readonly directory: string

  private constructor(stack: LocalStack, directory: string) {
    this.stack = stack
    this.directory = directory
    const { region, credentials, endpoint } = stack.file.aws
    const common = { region, credentials, endpoint, maxAttempts: 1 }
    this.cognito = new CognitoIdentityProviderClient(common)
    this.apigateway = new ApiGatewayV2Client(common)
  }

  /** @param template the folder of a cloud assembly */
  static async start(template: string): Promise<World> {
    const directory = await mkdtemp(join(tmpdir(), 'scopegate-drift-'))
    const people: LocalStackOptions['people'] = ({ pools }, ids) => demoUsers(contract, pools, ids, demoOrgs(pools, []))
    return new World(await startLocalStack({ port: 0, directory, template, people }), directory)
  }

  async stop(): Promise<void> {
    this.cognito.destroy()
    this.apigateway.destroy()
    await this.stack.stop()
    await rm(this.directory, { recursive: true, force: true })
  }

  drift(...args: readonly string[]): Promise<Ran> {
    return run(['drift', '--directory', this.directory, ...args])
  }

  async report(...args: readonly string[]): Promise<Report> {
    const { code, out, err } = await this.drift('--json', ...args)
    if (out === '') throw new Error(`The command failed: ${err}`)
    // The cast is safe: `--json` prints the report.
    const report = JSON.parse(out) as Report
    if (code !== (report.inSync ? 0 : 1)) throw new Error(`The command exits with ${code}`)
    return report
  }

  poolId = (pool: string) => found('pool', this.stack.file.pools[pool]).id
  pool = (name: string) =>
    found(
      'pool',
      this.stack.resolved.pools.find((pool) => pool.name === name),
    )
  client = (name: string) => found('client', this.stack.file.clients[name])
  api = (pool: string) =>
    found(
      'API',
      this.stack.resolved.apis.find(({ name }) => name === pool),
    )
  url = (pool: string) => found('API', this.stack.file.apis[pool]).url

  /** Changes one setting of a client as a careful person does: all the others are given as they are. */
  async changeClient(name: string, change: Partial<UpdateUserPoolClientCommandInput> | Edit): Promise<Undo> {
    const { id: ClientId, pool } = this.client(name)
    const target = { UserPoolId: this.poolId(pool), ClientId }
    const { UserPoolClient = {} } = await this.cognito.send(new DescribeUserPoolClientCommand(target))
    const { ClientSecret: _, ...before } = UserPoolClient
    await this.cognito.send(new UpdateUserPoolClientCommand({ ...edited(before, change), ...target }))
    return () => this.cognito.send(new UpdateUserPoolClientCommand({ ...before, ...target }))
  }

  /** Changes a pool as a careful person does. */
  async changePool(pool: string, change: Partial<UpdateUserPoolCommandInput> | Edit): Promise<Undo> {
    const UserPoolId = this.poolId(pool)
    const { UserPool = {} } = await this.cognito.send(new DescribeUserPoolCommand({ UserPoolId }))
    const before = { ...UserPool, UserPoolId }
    await this.cognito.send(new UpdateUserPoolCommand({ ...edited(before, change), UserPoolId }))
    return () => this.cognito.send(new UpdateUserPoolCommand(before))
  }

  async route(pool: string, key: string): Promise<Route> {
    const { Items = [] } = await this.apigateway.send(
      new GetRoutesCommand({ ApiId: this.api(pool).id, MaxResults: '100' }),
    )
    return found(
      'route',
      Items.find(({ RouteKey }) => RouteKey === key),
    )
  }

  async changeRoute(pool: string, key: string, change: Partial<UpdateRouteCommandInput> | Edit): Promise<Undo> {
    const { RouteId, AuthorizationType, AuthorizationScopes, AuthorizerId } = await this.route(pool, key)
    const target = { ApiId: this.api(pool).id, RouteId }
    const before = { AuthorizationType, AuthorizationScopes, AuthorizerId }
    await this.apigateway.send(
      new UpdateRouteCommand({ ...target, ...(typeof change === 'function' ? edited(before, change) : change) }),
    )
    return () => this.apigateway.send(new UpdateRouteCommand({ ...target, ...before }))
  }

  async authorizer(pool: string) {
    const { Items = [] } = await this.apigateway.send(new GetAuthorizersCommand({ ApiId: this.api(pool).id }))
    return found('authorizer', Items[0])
  }
}
