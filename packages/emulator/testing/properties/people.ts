/** People of the fleet's pool `garage`, and what they do there. */
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  type AttributeType,
  GetTokensFromRefreshTokenCommand,
  InitiateAuthCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import type { Emulated } from './emulated.ts'
import { outcome } from './row.ts'

export const password = 'Correct-Horse-Battery-1'

export const poolOf = ({ resolved }: Emulated) => {
  const pool = resolved.pools.find(({ name }) => name === 'garage')
  if (pool === undefined) throw new Error('The fleet has a pool `garage`')
  return pool
}

export const clientOf = (emulated: Emulated, name: string) => {
  const client = poolOf(emulated).clients.find((each) => each.name === name)
  if (client === undefined) throw new Error(`The pool \`garage\` has a client \`${name}\``)
  return client
}

let people = 0

/** Makes a user; the answer is their name. */
export async function create(emulated: Emulated, attributes: Record<string, string> = {}, rest = {}): Promise<string> {
  const Username = `person-${people++}@fleet.example`
  const UserAttributes = Object.entries({ email_verified: 'true', name: 'Amy', ...attributes }).map(
    ([Name, Value]): AttributeType => ({ Name, Value }),
  )
  await emulated.cognito.send(
    new AdminCreateUserCommand({
      UserPoolId: poolOf(emulated).id,
      Username,
      MessageAction: 'SUPPRESS',
      UserAttributes,
      ...rest,
    }),
  )
  return Username
}

export async function setPassword(emulated: Emulated, Password: string): Promise<unknown> {
  const Username = await create(emulated)
  const set = new AdminSetUserPasswordCommand({ UserPoolId: poolOf(emulated).id, Username, Password, Permanent: true })
  return outcome(emulated.cognito.send(set).then(() => 'done'))
}

/** Somebody who can sign in. */
export async function person(emulated: Emulated): Promise<string> {
  const Username = await create(emulated)
  await emulated.cognito.send(
    new AdminSetUserPasswordCommand({ UserPoolId: poolOf(emulated).id, Username, Password: password, Permanent: true }),
  )
  return Username
}

export const initiate = (emulated: Emulated, USERNAME: string, PASSWORD = password) =>
  emulated.cognito.send(
    new InitiateAuthCommand({
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId: clientOf(emulated, 'garage-app').id,
      AuthParameters: { USERNAME, PASSWORD },
    }),
  )

export async function signIn(emulated: Emulated) {
  const { AuthenticationResult, ChallengeName } = await initiate(emulated, await person(emulated))
  return { ...AuthenticationResult, ChallengeName }
}

export const renew = (emulated: Emulated, RefreshToken: string | undefined) =>
  emulated.cognito.send(
    new GetTokensFromRefreshTokenCommand({ RefreshToken, ClientId: clientOf(emulated, 'garage-app').id }),
  )

export const update = async (emulated: Emulated, attributes: Record<string, string>) => {
  const change = new AdminUpdateUserAttributesCommand({
    UserPoolId: poolOf(emulated).id,
    Username: await create(emulated),
    UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
  })
  return emulated.cognito.send(change).then(() => 'done')
}
