/** The services of a new system: its own, which keeps things in DynamoDB, and the product's. */
import { capital, type Words } from './words.ts'
import type { Files } from './write.ts'

const compose = ({ thing, things }: Words): string => `/**
 * The service that keeps ${things}, put together from its environment.
 *
 * @module
 */
import { documentClient, tablesOf } from '@scopegate/dynamo'
import type { Environment, HandlersOf } from '@scopegate/http'
import { contract } from '../../scopes/contract.ts'
import { ${thing}Handlers } from './handlers.ts'
import { open${capital(things)} } from './store.ts'

/** @throws {ConfigurationError} for the first variable that is missing or wrong */
export function compose(environment: Environment): HandlersOf<typeof contract, '${things}'> {
  const { ${things} } = tablesOf(contract, '${things}', environment)
  return ${thing}Handlers(open${capital(things)}(documentClient(environment), ${things}))
}
`

const handlers = ({ thing, things }: Words): string => `/**
 * The handlers: each reads its input, asks the organization's store, and answers. The guard stands before them: there is a
 * caller, who holds the scope, and an organization.
 *
 * @module
 */
import { listPage } from '@scopegate/dynamo'
import { type HandlersOf, parseBody, parsePath } from '@scopegate/http'
import { z } from 'zod'
import type { contract } from '../../scopes/contract.ts'
import type { ${capital(things)} } from './store.ts'

const Place = z.object({ id: z.string().regex(/^[a-z0-9-]{1,64}$/) })
const Terms = z.strictObject({ title: z.string().min(1).max(200) })

export const ${thing}Handlers = (${things}: ${capital(things)}): HandlersOf<typeof contract, '${things}'> => ({
  list${capital(things)}: async (c) => {
    const { org } = c.var
    const read = (limit: number, after: string | undefined) => ${things}.list(org, limit, after)
    return c.json(await listPage(c, { operation: 'list${capital(things)}', org, read, placeOf: ({ id }) => id }))
  },

  put${capital(thing)}: async (c) => {
    const { id } = parsePath(c, Place)
    const { title } = await parseBody(c, Terms)
    return c.json(await ${things}.put(c.var.org, { id, title }))
  },
})
`

const store = ({ thing, things }: Words): string => `/**
 * The ${things} of organizations in DynamoDB. Everything takes an \`OrgId\`, which comes from a verified caller alone.
 *
 * @module
 */
import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb'
import { type Page, queryPage } from '@scopegate/dynamo'
import type { OrgId } from '@scopegate/http'
import { attempt } from '@scopegate/http/outbound/attempt'
import { startDeadline } from '@scopegate/http/outbound/deadline'

export interface ${capital(thing)} {
  readonly id: string
  readonly title: string
}

/** Each method throws \`dependency_unavailable\` when the database is out. */
export interface ${capital(things)} {
  readonly list: (org: OrgId, limit: number, after: string | undefined) => Promise<Page<${capital(thing)}>>
  readonly put: (org: OrgId, ${thing}: ${capital(thing)}) => Promise<${capital(thing)}>
}

export function open${capital(things)}(client: DynamoDBDocumentClient, table: string): ${capital(things)} {
  return {
    list: async (org, limit, after) => {
      const page = await queryPage<${capital(thing)}>(client, { table, org, sortKey: 'id', newestFirst: false, limit, after })
      return { ...page, items: page.items.map(({ id, title }) => ({ id, title })) }
    },
    put: async (org, ${thing}) => {
      const write = new PutCommand({ TableName: table, Item: { org, ...${thing} } })
      await attempt(startDeadline(), (abortSignal) => client.send(write, { abortSignal }))
      return ${thing}
    },
  }
}
`

const account = `/**
 * The product's own service: what a token may do, whose it is, which organizations are open.
 *
 * @module
 */
import { composeAccount } from '@scopegate/account'
import type { Environment, HandlersOf } from '@scopegate/http'
import { contract } from '../../scopes/contract.ts'

/** @throws {ConfigurationError} for the first variable that is missing or wrong */
export const compose = (environment: Environment): HandlersOf<typeof contract, 'account'> =>
  composeAccount(contract, environment)
`

const server = ({ things }: Words): string => `/**
 * All services in one process, configured by environment variables only.
 *
 * @module
 */
import { type Environment, type Handlers, serveServices } from '@scopegate/http'
import { contract } from '../scopes/contract.ts'
import { compose as composeAccount } from './account/index.ts'
import { compose as compose${capital(things)} } from './${things}/index.ts'

/** A missing handler does not compile, and neither does one too many. */
const compose = (environment: Environment): Handlers<typeof contract> => ({
  ...composeAccount(environment),
  ...compose${capital(things)}(environment),
})

await serveServices(contract, compose)
`

const trigger = `/**
 * The Lambda entry of the token trigger: decides what each access token may carry.
 *
 * @module
 */
import { preTokenGeneration } from '@scopegate/trigger/lambda'
import { contract } from '../scopes/contract.ts'

export const handler = preTokenGeneration(contract)
`

/** `services/` and `triggers/`. */
export const serviceFiles = (words: Words): Files => ({
  [`services/${words.things}/index.ts`]: compose(words),
  [`services/${words.things}/handlers.ts`]: handlers(words),
  [`services/${words.things}/store.ts`]: store(words),
  'services/account/index.ts': account,
  'services/server.ts': server(words),
  'triggers/pre-token-generation.ts': trigger,
})
