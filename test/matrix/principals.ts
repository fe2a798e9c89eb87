/** Everyone who may stand at a gate, with the token that they really got from the local stack's Cognito. */

import { clientKinds, effectiveScopes, type NamedClient } from '@scopegate/contract'
import { decodeJwt } from 'jose'
import { allClients, poolNamed, scopesOfClient, scopesOfRole, wireName } from '../support/contract.ts'
import { accessClaims, forge } from '../support/forge.ts'
import { hostedSignIn, machineToken, sdkSignIn } from '../support/sign-in.ts'
import { clientOf, demoUser } from '../support/stack.ts'
import type { Presented } from './predict.ts'

/** A column of the matrix. */
export interface Principal {
  readonly name: string
  readonly token: string | undefined
  readonly presented: Presented
}

/** What the algebra gives a person of this role who asks for everything. */
const predicted = (client: NamedClient, role: string): readonly string[] =>
  effectiveScopes({
    requested: 'as-allowed',
    client: scopesOfClient(client.name),
    role: role === 'unlimited' ? 'unlimited' : scopesOfRole(role),
  })

const access = (pool: string, scopes: readonly string[]): Presented => ({ kind: 'access', pool, scopes })

async function person(client: NamedClient, role: string): Promise<Principal> {
  const everything = ['openid', ...scopesOfClient(client.name).map(wireName)].join(' ')
  const bySdk = clientKinds[client.kind].sdkSignIn
  const token = bySdk
    ? (await sdkSignIn(client.name, demoUser(role))).accessToken
    : (await hostedSignIn(client.name, demoUser(role), everything)).access_token
  const how = bySdk ? 'sdk' : 'web'
  return { name: `${role}/${how}`, token, presented: access(client.pool, predicted(client, role)) }
}

const machine = async (client: NamedClient): Promise<Principal> => ({
  name: client.name,
  token: await machineToken(client.name),
  presented: access(client.pool, predicted(client, 'unlimited')),
})

const isMachine = ({ kind }: NamedClient): boolean => clientKinds[kind].subject === 'machine'

const principalsOf = (client: NamedClient): readonly Promise<Principal>[] =>
  isMachine(client) ? [machine(client)] : poolNamed(client.pool).roles.map((role) => person(client, role))

/** Whose token the refused ones are made of: the first role through the first client that signs in by the SDK. */
export const somebody: { readonly client: string; readonly pool: string; readonly role: string } = (() => {
  const client = allClients.find(({ kind }) => clientKinds[kind].sdkSignIn)
  const role = client && poolNamed(client.pool).roles[0]
  if (client === undefined || role === undefined) throw new Error('The contract has no client that signs in by the SDK')
  return { client: client.name, pool: client.pool, role }
})()

/** Tokens that are refused whatever scopes they carry. */
async function refused(): Promise<readonly Principal[]> {
  const { client, pool, role } = somebody
  const { idToken, accessToken } = await sdkSignIn(client, demoUser(role))
  const claims = decodeJwt(accessToken)
  const past = Math.floor(Date.now() / 1000) - 60
  const foreign = accessClaims(pool, clientOf(client).id, {
    ...claims,
    iss: 'https://issuer.example/pool',
  })
  return [
    { name: 'no token', token: undefined, presented: { kind: 'none' } },
    { name: 'id token', token: idToken, presented: { kind: 'id', pool } },
    {
      name: 'expired',
      token: await forge(pool, { ...claims, iat: past - 900, exp: past }),
      presented: { kind: 'expired' },
    },
    { name: 'foreign', token: await forge(pool, foreign), presented: { kind: 'foreign' } },
  ]
}

/** Each role through each of its clients, each machine, and those who are refused everywhere. */
export async function allPrincipals(): Promise<readonly Principal[]> {
  const signedIn: Principal[] = []
  for (const signIn of allClients.flatMap(principalsOf)) signedIn.push(await signIn)
  return [...signedIn, ...(await refused())]
}
