/** Puts together what the running stack says about itself. */
import type { StackEndpoints, StackFile } from '@scopegate/template'
import type { ResolvedApi, ResolvedPool, ResolvedTable } from './template/index.ts'

/** A person who can sign in from the start. */
export interface StackPerson {
  /** The name of the pool. */
  readonly pool: string
  readonly email: string
  readonly password: string
  /** `undefined` where the pool is not bound to organizations. */
  readonly org: string | undefined
  readonly role: string
  /** What Cognito knows about them besides, such as `custom:role`. */
  readonly attributes: Readonly<Record<string, string>>
}

/** What it is put together from. */
export interface RunningStack {
  readonly pools: readonly ResolvedPool[]
  /** The template's APIs with their addresses. */
  readonly apis: readonly (ResolvedApi & { readonly url: string })[]
  readonly tables: readonly ResolvedTable[]
  readonly users: readonly (StackPerson & { readonly sub: string; readonly totpSecret: string | undefined })[]
  readonly endpoints: StackEndpoints
  readonly authority: string | undefined
}

export function describeStack({ pools, apis, tables, users, endpoints, authority }: RunningStack): StackFile {
  const base = endpoints.cognito
  return {
    apis: Object.fromEntries(apis.map(({ name, url }) => [name, { url }])),
    pools: Object.fromEntries(
      pools.map(({ name, id, domainPrefix }) => [
        name,
        { id, issuer: `${base}/${id}`, domain: `${base}/${domainPrefix}` },
      ]),
    ),
    clients: Object.fromEntries(
      pools.flatMap((pool) =>
        pool.clients.map(({ name, id, secret, redirectUris }) => [
          name,
          {
            pool: pool.name,
            id,
            ...(secret === undefined ? {} : { secret }),
            ...(redirectUris.length === 0 ? {} : { redirectUris }),
          },
        ]),
      ),
    ),
    users: users.map(({ pool, email, password, totpSecret, sub, org, role }) => ({
      pool,
      username: email,
      password,
      ...(totpSecret === undefined ? {} : { totpSecret }),
      sub,
      ...(org === undefined ? {} : { org }),
      role,
    })),
    tables: Object.fromEntries(tables.flatMap(({ table, name }) => (table === undefined ? [] : [[table, name]]))),
    ...(authority === undefined ? {} : { authority }),
    aws: endpoints,
  }
}
