/** Puts together what the running stack says about itself. */
import type { StackFile } from '@scopegate/template'
import type { AddedRedirect, ResolvedApi, ResolvedPool, ResolvedTable } from './template/index.ts'

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
interface RunningStack {
  readonly pools: readonly ResolvedPool[]
  /** The template's APIs with their addresses. */
  readonly apis: readonly (ResolvedApi & { readonly url: string })[]
  readonly tables: readonly ResolvedTable[]
  readonly users: readonly (StackPerson & { readonly sub: string; readonly totpSecret: string | undefined })[]
  readonly aws: StackFile['aws']
  readonly authority: string | undefined
  readonly redirects: readonly AddedRedirect[]
}

export function describeStack({ pools, apis, tables, users, aws, authority, redirects }: RunningStack): StackFile {
  const base = aws.cognito
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
    ...(redirects.length === 0 ? {} : { redirects }),
    ...(authority === undefined ? {} : { authority }),
    aws,
  }
}

/** What every AWS client reads of the environment: lines for a shell, `--env-file` of Node and of containers. */
export const environmentFile = ({ aws: { credentials, region, endpoint }, authority }: StackFile): string =>
  Object.entries({
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_REGION: region,
    // boto3 reads this one alone.
    AWS_DEFAULT_REGION: region,
    AWS_ENDPOINT_URL: endpoint,
    // Of the command line of AWS and boto3; of Node.
    ...(authority === undefined ? {} : { AWS_CA_BUNDLE: authority, NODE_EXTRA_CA_CERTS: authority }),
  })
    .map(([name, value]) => `${name}=${value}\n`)
    .join('')
