/** The app clients, as docs/scopes.md shows them. */
import { type ClientSpec, type Contract, indexOf, refreshGraceOf, usesSignInPage } from '@scopegate/contract'
import { code, linkTo } from './markdown.ts'

type Client = ClientSpec<string, string>

const kinds: Readonly<Record<Client['kind'], string>> = {
  browser: 'an application in a browser: authorization code with PKCE through the sign-in page, no secret',
  native: 'an application on the person’s own device: authorization code with PKCE through the sign-in page, no secret',
  web: 'an application whose pages a server renders: authorization code with PKCE through the sign-in page, with a secret',
  sdk: 'an application that signs people in through the AWS SDK; it asks for no scopes, and gets all that the role may hold',
  machine: 'a machine: client credentials with a secret',
}

/** One section each, pool by pool in the contract's order. */
export function clientSections(contract: Contract): readonly string[] {
  const { scopesOfClient } = indexOf(contract)
  return Object.entries(contract.pools).flatMap(([pool, { description, org, clients }]) =>
    Object.entries(clients).flatMap(([name, client]) => [
      '',
      `### App client ${code(name)}`,
      '',
      `${client.description}.`,
      '',
      `- Kind: ${kinds[client.kind]}`,
      `- User pool: ${code(pool)} (${description})`,
      `- Organization: ${organizationOf(client, org)}`,
      `- Access tokens live ${client.accessTokenMinutes} minutes${refreshOf(client)}`,
      ...identityOf(client),
      `- May hold${client.scopes === 'pool-roles' ? ', which is what the roles of its pool may' : ''}: ${
        scopesOfClient(name)
          .map((scope) => linkTo('', scope))
          .join(', ') || 'nothing'
      }`,
    ]),
  )
}

function organizationOf(client: Client, org: 'required' | 'none'): string {
  if (client.kind === 'machine') return `${code(client.org)}, with the role ${code(client.role)}`
  return org === 'required' ? 'the person’s own' : 'none; acts on the one that a path names'
}

const refreshOf = (client: Client) =>
  client.kind === 'machine'
    ? '; there is no refresh token'
    : `, refresh tokens ${client.refreshTokenDays} ${client.refreshTokenDays === 1 ? 'day' : 'days'}${rotationOf(client)}`

const rotationOf = ({ kind }: Client) =>
  refreshGraceOf(kind) === undefined ? '' : '. Each refresh gives a new one: store it'

function identityOf(client: Client): readonly string[] {
  if (client.kind === 'machine') return []
  return [
    ...(usesSignInPage(client) ? [`- About the person: ${client.identityScopes.map(code).join(', ')}`] : []),
    ...(client.selfService
      ? ['- A token may carry `aws.cognito.signin.user.admin`: people edit their own profile in Cognito']
      : []),
  ]
}
