/**
 * What a newcomer sees when the stack is ready: where everything is, who can sign in, and four lines to paste. All of
 * it follows from the template: another contract gives another tour.
 *
 * @module
 */
import type { StackFile, StackUser } from './stack-file.ts'
import type { ResolvedPool, ResolvedRoute, ResolvedStack } from './template/index.ts'

/** A line to paste, in plain bash or zsh with curl and sed, and what it shows. */
export interface TourLine {
  readonly says: string
  readonly command: string
}

/** The whole tour as text. */
export function renderTour(file: StackFile, resolved: ResolvedStack): string {
  const lines = tourLines(file, resolved)
  const sections = [
    ['APIs', table(Object.entries(file.apis).map(([name, { url }]) => [name, url]))],
    [
      'Sign-in pages (after signing in, the browser goes on to the client’s own address)',
      table(signInPages(file, resolved)),
    ],
    [
      'Demo users',
      table(file.users.map(({ pool, role, org, username, password }) => [pool, role, org ?? '', username, password])),
    ],
    [
      'Clients',
      table(Object.entries(file.clients).map(([name, { pool, id, secret }]) => [name, pool, id, secret ?? ''])),
    ],
    [
      'Paste these lines, in this order, into another terminal',
      lines.map(({ says, command }, index) => `  ${index + 1}. ${says}\n\n${command}\n`).join('\n'),
    ],
  ] as const
  return sections.map(([title, text]) => `${title}\n\n${text.trimEnd()}\n`).join('\n')
}

/** The lines to paste. One that the template gives no example for is left out. */
export function tourLines(file: StackFile, resolved: ResolvedStack): readonly TourLine[] {
  const lines: TourLine[] = []
  const machine = machineExample(resolved)
  if (machine !== undefined) {
    const { pool, client, allowed, denied } = machine
    const api = file.apis[pool.name]?.url ?? ''
    const domain = file.pools[pool.name]?.domain ?? ''
    lines.push({
      says: `Get a token for the partner’s machine ${client.name}`,
      command: `TOKEN=$(curl -s -u '${client.id}:${client.secret ?? ''}' -d grant_type=client_credentials ${domain}/oauth2/token | ${pick('access_token')}); echo "$TOKEN"`,
    })
    lines.push({
      says: `It may ${allowed.key}: 200`,
      command: `curl -si -H "Authorization: Bearer $TOKEN" ${api}${allowed.path}; echo`,
    })
    lines.push({
      says: `It may not ${denied.key}, which needs ${denied.scopes.join(' or ')}: 403`,
      command: `curl -si -H "Authorization: Bearer $TOKEN" ${api}${denied.path}; echo`,
    })
  }
  const person = personExample(file, resolved)
  if (person !== undefined) {
    const { pool, clientId, user, route } = person
    const body = JSON.stringify({
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId: clientId,
      AuthParameters: { USERNAME: user.username, PASSWORD: user.password },
    })
    lines.push({
      says: `Sign in as ${user.username} and send the ID token, which is no access token: 403 (it carries no scope)`,
      command: `ID_TOKEN=$(curl -s -H 'content-type: application/x-amz-json-1.1' -H 'x-amz-target: AWSCognitoIdentityProviderService.InitiateAuth' -d '${body}' ${file.aws.cognito}/ | ${pick('IdToken')}); curl -si -H "Authorization: Bearer $ID_TOKEN" ${file.apis[pool.name]?.url ?? ''}${route.path}; echo`,
    })
  }
  return lines
}

/** Reads one field of flat JSON with what every machine has. */
const pick = (field: string) => `sed -E 's/.*"${field}" *: *"([^"]+)".*/\\1/'`

/** Something to call without preparing anything: no body, no parameter in the path. */
const simple = ({ method, path, scopes }: ResolvedRoute) => method === 'GET' && !path.includes('{') && scopes.length > 0

/** The first machine with a simple route that it may call and one that it may not. */
function machineExample({ pools, apis }: ResolvedStack) {
  for (const pool of pools) {
    const routes = apis.find(({ name }) => name === pool.name)?.routes.filter(simple) ?? []
    for (const client of pool.clients.filter(({ kind }) => kind === 'machine')) {
      const may = (route: ResolvedRoute) => route.scopes.some((scope) => client.scopes.includes(scope))
      const allowed = routes.find(may)
      const denied = routes.find((route) => !may(route))
      if (allowed !== undefined && denied !== undefined) return { pool, client, allowed, denied }
    }
  }
  return undefined
}

/** The first demo user who can sign in with the SDK's JSON call, with a simple route of their pool. */
function personExample(file: StackFile, { pools, apis }: ResolvedStack) {
  for (const pool of pools) {
    const client = pool.clients.find(({ authFlows }) => authFlows.includes('ALLOW_USER_PASSWORD_AUTH'))
    const user: StackUser | undefined = file.users.find((one) => one.pool === pool.name)
    const route = apis.find(({ name }) => name === pool.name)?.routes.find(simple)
    if (client !== undefined && user !== undefined && route !== undefined) {
      return { pool, clientId: client.id, user, route }
    }
  }
  return undefined
}

const signInPages = (file: StackFile, { pools }: ResolvedStack): readonly (readonly string[])[] =>
  pools.flatMap((pool) =>
    pool.clients
      .filter(({ flows }) => flows.includes('code'))
      .map((client) => [client.name, loginUrl(file, pool, client)]),
  )

function loginUrl(file: StackFile, pool: ResolvedPool, client: ResolvedPool['clients'][number]): string {
  const local = client.redirectUris.find((uri) => new URL(uri).hostname === 'localhost') ?? client.redirectUris[0] ?? ''
  const query = new URLSearchParams({ response_type: 'code', client_id: client.id, redirect_uri: local })
  return `${file.pools[pool.name]?.domain ?? ''}/login?${query.toString()}`
}

/** Columns as wide as their widest cell. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)))
  return rows
    .map(
      (row) =>
        `  ${row
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join('  ')
          .trimEnd()}`,
    )
    .join('\n')
}
