/** Who must act on a finding, and what they do. */
import { apiFields, clientFields, type Field } from './aws-fields.ts'
import { commandFor, deployCommand, type Situation } from './commands.ts'
import type { Finding } from './finding.ts'

export type Cause =
  | 'changed by hand'
  | 'made by hand'
  | 'deleted by hand'
  | 'not deployed yet'
  /** Nobody can tell, because the deployment does not say from which contract it was made. */
  | 'changed by hand, or not deployed yet'

export interface Advice {
  readonly cause: Cause
  readonly who: 'ops, in AWS' | 'ops, in AWS or in the catalog' | 'ops, by a deployment'
  /** What to do, in a sentence or two. */
  readonly act: string
  /** A command line that does it and nothing else; `null` where there is none. */
  readonly command: string | null
}

/** What brings back the very thing that the template says. */
const afresh = ({ session: { isLocal } }: Situation) =>
  isLocal ? 'a restart of the local stack' : 'a change set that reverts drift'

type Act = (finding: Finding, situation: Situation, hasCommand: boolean) => string

/** Things that somebody can only have made by hand, and that could stand in the contract instead. */
const inCatalog = new Set(['client_extra', 'resource_server_extra', 'route_extra'])

/** How what is there or gone as a whole came about, and what is done about it; so with what cannot be put back. */
const acts: Readonly<Partial<Record<Cause, Readonly<Record<string, string | Act>>>>> = {
  'made by hand': {
    client_extra: 'delete it, or write it into scopes/catalog.ts, deploy that, and delete this one then',
    resource_server_extra: 'delete it, or write its scopes into scopes/catalog.ts and deploy that',
    route_extra: 'delete it, or write it into scopes/operations.ts, delete this one and deploy that',
    authorizer_extra: 'delete it, once no route uses it',
    pool_extra: 'take it out of the stack by a deployment',
    api_extra: 'take it out of the stack by a deployment',
    route_replaced: (_, situation, hasCommand) =>
      `${hasCommand ? 'let it call what it should, at once. ' : ''}CloudFormation holds the id of one that is gone and changes or removes only that: delete this one later, and ${afresh(situation)} makes CloudFormation’s own again`,
  },
  // CloudFormation still takes them to be there.
  'deleted by hand': {
    resource_server_missing: 'make it again under the same identifier, which is all that CloudFormation knows of it',
    client_missing: clientAgain,
    route_missing: (_, situation, hasCommand) => {
      const own = `${afresh(situation)} makes CloudFormation’s own again`
      if (!hasCommand) return own
      return `make it again, which serves callers at once. CloudFormation still holds the id of the one that is gone and changes or removes only that: delete yours later, and ${own}`
    },
    pool_missing: 'its people are gone with it: deploy nothing before you know whether they can be restored',
    api_missing: 'its address is gone with it: one that is made again has another, which every caller must be told',
  },
  'changed by hand': {
    door_open: 'close it in AWS',
    setting: 'set it back in AWS',
    pool_org_mutable:
      'nothing changes an attribute of a pool that exists: see that no app client may write `custom:org_id`, and plan another pool',
  },
}

/** An API must take the tokens of some client, so that the last one of a pool cannot leave the catalog. */
function clientAgain({ where }: Finding, { expected }: Situation): string {
  const again = 'deploy, put it back, and deploy again: it gets another id and secret'
  const isLast = Object.keys(expected.pools[where.pool]?.clients ?? {}).length === 1
  if (!isLast) return `take it out of scopes/catalog.ts, ${again}`
  return `the pool has no other: write a second app client into scopes/catalog.ts first, and take it out at the end. Then take this one out, ${again}`
}

/** What to do about it, given that it did not come from the working tree. */
export function adviceFor(finding: Finding, situation: Situation): Advice {
  const command = commandFor(finding, situation) ?? null
  const causes = ['made by hand', 'deleted by hand', 'changed by hand'] as const
  const cause = causes.find((each) => acts[each]?.[finding.kind] !== undefined) ?? 'changed by hand'
  const act = acts[cause]?.[finding.kind] ?? putBack
  const who = inCatalog.has(finding.kind) ? 'ops, in AWS or in the catalog' : 'ops, in AWS'
  return { cause, who, act: typeof act === 'string' ? act : act(finding, situation, command !== null), command }
}

/** What to do about it when the deployment simply is another commit’s, or may be. */
export const deployIt = (cause: Cause, { session }: Pick<Situation, 'session'>): Advice => ({
  cause,
  who: 'ops, by a deployment',
  act: session.isLocal ? 'stop the local stack and start it again' : 'deploy the working tree',
  command: deployCommand({ session }),
})

function putBack({ kind, where }: Finding, { expected, owned, live }: Situation, hasCommand: boolean): string {
  if (hasCommand) return 'put it back'
  const name = kind.replace(/_(missing|extra)$/, '')
  const poolId = owned.pools.get(where.pool) ?? ''
  if (where.in === 'client') {
    const client = expected.pools[where.pool]?.clients[where.client]
    const id = [...owned.clients].find(([, known]) => known === where.client)?.[0] ?? where.client
    const field = client === undefined ? undefined : clientFields[name]?.(client)
    return inConsole(`Cognito, user pool \`${poolId}\`, app client \`${id}\``, field)
  }
  if (where.in === 'pool') {
    const field = poolFields[name]?.(expected.pools[where.pool] ?? {})
    return inConsole(`Cognito, user pool \`${poolId}\``, field)
  }
  const api = expected.apis[where.pool]
  const field = api === undefined ? undefined : apiFields[name]?.(api)
  return inConsole(`API Gateway, API \`${live.apis.get(where.pool)?.id ?? ''}\``, field)
}

type Expected = Partial<Situation['expected']['pools'][string]>

const inTrigger = 'LambdaConfig.PreTokenGenerationConfig'

const poolFields: Readonly<Record<string, (pool: Expected) => Field>> = {
  pool_plan: ({ plan = '' }) => ({ name: 'UserPoolTier', value: plan }),
  pool_mfa: ({ mfa = '' }) => ({ name: 'MfaConfiguration', value: mfa }),
  pool_trigger: ({ triggerVersion = '' }) => ({
    name: inTrigger,
    value: `the stack’s function, version ${triggerVersion}`,
  }),
  trigger: () => ({ name: 'LambdaConfig', value: 'without any trigger but `PreTokenGenerationConfig`' }),
  pool_sign_up: () => ({ name: 'AdminCreateUserConfig.AllowAdminCreateUserOnly', value: 'true' }),
  trigger_function: () => ({ name: inTrigger, value: 'the stack’s function' }),
}

const inConsole = (place: string, field: Field | undefined): string =>
  field === undefined
    ? `put it back in the console of AWS (${place})`
    : `put it back in the console of AWS (${place}): \`${field.name}\` is ${field.value}`
