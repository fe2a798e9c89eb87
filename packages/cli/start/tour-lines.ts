/**
 * The lines to paste: a call that is let in and one that is refused, chosen from the contract and the template. What a
 * system gives no example for is left out; a refusal there always is, because no route opens without a token.
 */
import {
  type Contract,
  clientKinds,
  type Holder,
  indexOf,
  type OperationSpec,
  servingRefusal,
} from '@scopegate/contract'
import type { LocalStack, ResolvedRoute, StackUser } from '@scopegate/emulator'

/** A line to paste, in plain bash or zsh with curl and sed, and what it shows. */
export interface TourLine {
  readonly says: string
  readonly command: string
}

type Stack = Pick<LocalStack, 'file' | 'resolved'>

/** Who calls, what they may call, and what they may not. */
interface Example {
  readonly holder: Holder
  readonly user: StackUser | undefined
  readonly allowed: ResolvedRoute
  readonly denied: ResolvedRoute | undefined
}

/** All of them, in the order in which they are to be pasted. */
export function tourLines(contract: Contract, stack: Stack): readonly TourLine[] {
  const examples = examplesIn(contract, stack)
  const main = examples.find(({ denied }) => denied !== undefined) ?? examples[0]
  const person = examples.find(({ user }) => user !== undefined)
  const { authority } = stack.file
  const curl = authority === undefined ? 'curl' : `curl --cacert '${authority}'`
  const lines = [
    ...(main === undefined ? [] : callLines(stack, main)),
    ...(main?.denied === undefined ? withoutToken(stack) : []),
    ...(person?.user === undefined ? [] : [idTokenLine(stack, person, person.user)]),
  ]
  return lines.map(({ says, command }) => ({ says, command: command.replaceAll(/\bcurl(?= -)/g, curl) }))
}

function callLines(stack: Stack, { holder, user, allowed, denied }: Example): readonly TourLine[] {
  const call = (route: ResolvedRoute) =>
    `curl -si -H "Authorization: Bearer $TOKEN" ${addressOf(stack, holder.pool, route)}; echo`
  const whose = user === undefined ? `the machine \`${holder.client}\`` : user.username
  const token = user === undefined ? machineToken(stack, holder) : signIn(stack, holder, user, 'AccessToken')
  return [
    { says: `Get a token for ${whose}`, command: `TOKEN=$(${token}); echo "$TOKEN"` },
    { says: `It may ${allowed.key}: 200`, command: call(allowed) },
    ...(denied === undefined
      ? []
      : [{ says: `It may not ${denied.key}, which needs ${denied.scopes.join(' or ')}: 403`, command: call(denied) }]),
  ]
}

/** A refusal that every system has. */
function withoutToken(stack: Stack): readonly TourLine[] {
  const closed = stack.resolved.apis.flatMap(({ name, routes }) =>
    routes.filter(({ scopes }) => scopes.length > 0).map((route) => ({ pool: name, route })),
  )
  const [{ pool, route } = {}] = [...closed.filter(({ route: each }) => isSimple(each)), ...closed]
  if (pool === undefined || route === undefined) return []
  const method = route.method === 'GET' || route.method === 'ANY' ? '' : `-X ${route.method} `
  return [
    {
      says: `Without a token, ${route.key} is refused: 401`,
      command: `curl -si ${method}${addressOf(stack, pool, route)}; echo`,
    },
  ]
}

function idTokenLine(stack: Stack, { holder, allowed }: Example, user: StackUser): TourLine {
  return {
    says: `Sign in as ${user.username} and send the ID token, which is no access token: 403 (it carries no scope)`,
    command: `ID_TOKEN=$(${signIn(stack, holder, user, 'IdToken')}); curl -si -H "Authorization: Bearer $ID_TOKEN" ${addressOf(stack, holder.pool, allowed)}; echo`,
  }
}

function machineToken({ file }: Stack, { pool, client }: Holder): string {
  const { id = '', secret = '' } = file.clients[client] ?? {}
  return `curl -s -u '${id}:${secret}' -d grant_type=client_credentials ${file.pools[pool]?.domain ?? ''}/oauth2/token | ${pick('access_token')}`
}

function signIn({ file }: Stack, { client }: Holder, user: StackUser, token: 'AccessToken' | 'IdToken'): string {
  const body = JSON.stringify({
    AuthFlow: 'USER_PASSWORD_AUTH',
    ClientId: file.clients[client]?.id,
    AuthParameters: { USERNAME: user.username, PASSWORD: user.password },
  })
  return `curl -s -H 'content-type: application/x-amz-json-1.1' -H 'x-amz-target: AWSCognitoIdentityProviderService.InitiateAuth' -d '${body}' ${file.aws.cognito}/ | ${pick(token)}`
}

/** Reads one field of JSON with what every machine has. */
const pick = (field: string) => `sed -E 's/.*"${field}" *: *"([^"]+)".*/\\1/'`

const addressOf = ({ file }: Stack, pool: string, { path }: ResolvedRoute) =>
  `${file.apis[pool]?.url ?? ''}${path === '$default' ? '/' : path.replaceAll(/\{[^}]+\}/g, 'example')}`

/** Something to call without preparing anything: no body, no parameter in the path. */
const isSimple = ({ method, path }: ResolvedRoute) => method === 'GET' && !path.includes('{') && path !== '$default'

/** Those who can get a token with one line and have something simple to call: machines first. */
function examplesIn(contract: Contract, { file, resolved }: Stack): readonly Example[] {
  const { holders, clientNamed, poolNamed, wireName } = indexOf(contract)
  const operations = new Map(indexOf(contract).operations.map(({ operation }) => [keyOf(operation), operation]))
  const examples = holders.flatMap((holder): readonly Example[] => {
    const spec = clientNamed(holder.client)
    const kind = spec === undefined ? undefined : clientKinds[spec.kind]
    // One line cannot answer a second challenge.
    const user = file.users.find(
      ({ pool, role, totpSecret }) => pool === holder.pool && role === holder.role && totpSecret === undefined,
    )
    const isMachine = holder.kind === 'machine'
    if (!isMachine && (user === undefined || kind?.sdkSignIn !== true)) return []
    const org = poolNamed(holder.pool)?.org === 'required'
    const held = new Set(holder.scopes.map(wireName))
    const routes = resolved.apis.find(({ name }) => name === holder.pool)?.routes ?? []
    const simple = routes.filter((route) => isSimple(route) && route.scopes.length > 0)
    const opened = simple.filter(({ scopes }) => scopes.some((scope) => held.has(scope)))
    const served = opened.flatMap((route) => {
      const operation = operations.get(route.key)
      const refused = operation === undefined ? undefined : servingRefusal(operation, { machine: isMachine, org })
      return refused === undefined ? [{ route, list: operation?.list === true }] : []
    })
    // A list is there even when nothing is in it.
    const allowed = (served.find(({ list }) => list) ?? served[0])?.route
    if (allowed === undefined) return []
    const denied = simple.find((route) => !opened.includes(route))
    return [{ holder, user: isMachine ? undefined : user, allowed, denied }]
  })
  return examples.toSorted((a, b) => Number(a.user !== undefined) - Number(b.user !== undefined))
}

const keyOf = ({ method, path }: OperationSpec) => `${method} ${path}`
