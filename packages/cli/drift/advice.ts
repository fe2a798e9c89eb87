/**
 * Who must act on a finding, and what they do.
 *
 * @module
 */
import { apiFields, clientFields, type Field } from './aws-fields.ts'
import { commandFor, deployCommand, type Situation } from './commands.ts'
import type { Finding } from './finding.ts'

/** How it came about. */
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

/** Things that somebody can only have made by hand, and that could stand in the contract instead. */
const inCatalog: Readonly<Record<string, string>> = {
  client_extra: 'delete it, or write it into scopes/catalog.ts, deploy that, and delete this one then',
  resource_server_extra: 'delete it, or write its scopes into scopes/catalog.ts and deploy that',
  route_extra: 'delete it, or write it into scopes/operations.ts, delete this one and deploy that',
}

/** Things that somebody can only have made by hand, and that have no place in a contract. */
const nowhere: Readonly<Record<string, string>> = {
  authorizer_extra: 'delete it, once no route uses it',
  pool_extra: 'take it out of the stack by a deployment',
  api_extra: 'take it out of the stack by a deployment',
}

/** What brings back the very thing that the template says. */
const afresh = ({ session: { isLocal } }: Situation) =>
  isLocal ? 'a restart of the local stack' : 'a change set that reverts drift'

/** Things that are gone as a whole. CloudFormation still takes them to be there. */
const deletedByHand: Readonly<Record<string, (finding: Finding, situation: Situation, hasCommand: boolean) => string>> =
  {
    resource_server_missing: () =>
      'make it again under the same identifier, which is all that CloudFormation knows of it',
    client_missing: clientAgain,
    route_missing: (_, situation, hasCommand) => {
      const own = `${afresh(situation)} makes CloudFormation’s own again`
      if (!hasCommand) return own
      return `make it again, which serves callers at once. CloudFormation still holds the id of the one that is gone and changes or removes only that: delete yours later, and ${own}`
    },
    pool_missing: () => 'its people are gone with it: deploy nothing before you know whether they can be restored',
    api_missing: () =>
      'its address is gone with it: one that is made again has another, which every caller must be told',
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
  const wanted = inCatalog[finding.kind]
  if (wanted !== undefined) return { cause: 'made by hand', who: 'ops, in AWS or in the catalog', act: wanted, command }
  const made = nowhere[finding.kind]
  if (made !== undefined) return { cause: 'made by hand', who: 'ops, in AWS', act: made, command }
  const deleted = deletedByHand[finding.kind]
  if (deleted !== undefined) {
    const act = deleted(finding, situation, command !== null)
    return { cause: 'deleted by hand', who: 'ops, in AWS', act, command }
  }
  if (finding.kind === 'pool_org_mutable') {
    const act =
      'nothing changes an attribute of a pool that exists: see that no app client may write `custom:org_id`, and plan another pool'
    return { cause: 'changed by hand', who: 'ops, in AWS', act, command }
  }
  if (finding.kind === 'route_replaced') {
    const act = `${command === null ? '' : 'let it call what it should, at once. '}CloudFormation holds the id of one that is gone and changes or removes only that: delete this one later, and ${afresh(situation)} makes CloudFormation’s own again`
    return { cause: 'made by hand', who: 'ops, in AWS', act, command }
  }
  return { cause: 'changed by hand', who: 'ops, in AWS', act: putBack(finding, situation, command !== null), command }
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
  if (where.in === 'pool') return inConsole(`Cognito, user pool \`${poolId}\``, poolField(name, where.pool, expected))
  const api = expected.apis[where.pool]
  const field = api === undefined ? undefined : apiFields[name]?.(api)
  return inConsole(`API Gateway, API \`${live.apis.get(where.pool)?.id ?? ''}\``, field)
}

function poolField(kind: string, pool: string, { pools }: Situation['expected']): Field | undefined {
  const { plan = '', mfa = '', triggerVersion = '' } = pools[pool] ?? {}
  switch (kind) {
    case 'pool_plan':
      return { name: 'UserPoolTier', value: plan }
    case 'pool_mfa':
      return { name: 'MfaConfiguration', value: mfa }
    case 'pool_trigger':
      return { name: 'LambdaConfig.PreTokenGenerationConfig', value: `the stack’s function, version ${triggerVersion}` }
    case 'trigger':
      return { name: 'LambdaConfig', value: 'without any trigger but `PreTokenGenerationConfig`' }
    case 'pool_sign_up':
      return { name: 'AdminCreateUserConfig.AllowAdminCreateUserOnly', value: 'true' }
    case 'trigger_function':
      return { name: 'LambdaConfig.PreTokenGenerationConfig', value: 'the stack’s function' }
    default:
      return undefined
  }
}

const inConsole = (place: string, field: Field | undefined): string =>
  field === undefined
    ? `put it back in the console of AWS (${place})`
    : `put it back in the console of AWS (${place}): \`${field.name}\` is ${field.value}`
