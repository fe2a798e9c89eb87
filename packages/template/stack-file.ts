/** The form of `stack.json`: what a running local stack says about itself, for the command line, scripts and tests. */
import { z } from 'zod'

const rows = <Row extends z.ZodType>(row: Row) => z.record(z.string(), row).readonly()

const User = z.object({
  pool: z.string(),
  /** The e-mail address that the person signs in with. */
  username: z.string(),
  password: z.string(),
  /** Of the authenticator, in Base32; only in pools that require one. */
  totpSecret: z.string().exactOptional(),
  sub: z.string(),
  /** Absent where the pool is not bound to organizations. */
  org: z.string().exactOptional(),
  role: z.string(),
})

const Client = z.object({
  pool: z.string(),
  id: z.string(),
  /** Absent for a public client. */
  secret: z.string().exactOptional(),
  /** Absent for a client without a sign-in page. */
  redirectUris: z.array(z.string()).readonly().exactOptional(),
})

export const StackFile = z.object({
  /** By pool. */
  apis: rows(z.object({ url: z.url() })),
  /** By name. */
  pools: rows(z.object({ id: z.string(), issuer: z.url(), domain: z.url() })),
  /** By the contract’s name. */
  clients: rows(Client),
  users: z.array(User).readonly(),
  /** The tables’ names in the database, by the contract’s name. */
  tables: rows(z.string()),
  /** Callback addresses that `start --redirect` added to the template's, each with its client; absent where it added none. */
  redirects: z
    .array(z.object({ client: z.string(), uri: z.url() }))
    .readonly()
    .exactOptional(),
  /** The file of the authority that the addresses’ certificates are of; absent where they have no TLS. */
  authority: z.string().exactOptional(),
  /** How to call what AWS wants signed; `aws.env` beside this file says the same. */
  aws: z.object({
    region: z.string(),
    // Not read-only: the SDK writes into the object that it is given.
    credentials: z.object({ accessKeyId: z.string(), secretAccessKey: z.string() }),
    /** The address of all services. */
    endpoint: z.url(),
    /** By service; the database may be elsewhere. */
    cognito: z.url(),
    ssm: z.url(),
    dynamodb: z.url(),
    apigateway: z.url(),
    cloudformation: z.url(),
  }),
})

/** All of it. Holds secrets: nothing of it is printed but names and addresses. */
export type StackFile = Readonly<z.output<typeof StackFile>>
export type StackClient = Readonly<z.output<typeof Client>>
export type StackUser = Readonly<z.output<typeof User>>
