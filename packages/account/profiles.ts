/** People's profiles, looked up in their user pool by `sub`. Only the fields of `Profile` leave this file. */
import {
  AdminGetUserCommand,
  type AttributeType,
  CognitoIdentityProviderClient,
  ListUsersCommand,
  UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider'
import { attempt } from '@scopegate/http/outbound/attempt'
import { type Deadline, startDeadline } from '@scopegate/http/outbound/deadline'
import { clientLimits } from '@scopegate/http/outbound/limits'

/** What the API tells a person about themselves. */
export interface Profile {
  readonly sub: string
  readonly email?: string
  readonly email_verified?: boolean
  readonly name?: string
}

/** Finds a person; `undefined` for one who is gone. Throws `dependency_unavailable` when Cognito is out or throttles. */
export type FindProfile = (pool: string, sub: string) => Promise<Profile | undefined>

export interface ProfilesDeps {
  readonly client: CognitoIdentityProviderClient
  /** The user pool's id: the last segment of the pool's issuer. */
  readonly poolId: (pool: string) => string
}

/** A client with time limits and bounded attempts. Region, credentials and endpoint come from the SDK's own resolution. */
export const createCognitoClient = (): CognitoIdentityProviderClient => new CognitoIdentityProviderClient(clientLimits)

export function createProfiles({ client, poolId }: ProfilesDeps): FindProfile {
  return async (pool, sub) => {
    const deadline = startDeadline()
    const attributes =
      (await byUsername(client, poolId(pool), sub, deadline)) ?? (await byFilter(client, poolId(pool), sub, deadline))
    return attributes === undefined ? undefined : profileOf(sub, attributes)
  }
}

type Attributes = ReadonlyMap<string, string>

const attributesOf = (list: readonly AttributeType[] = []): Attributes =>
  new Map(list.map(({ Name = '', Value = '' }) => [Name, Value]))

/** The strongly consistent way. A local user's `sub` is a username; a federated user's is not. */
async function byUsername(client: CognitoIdentityProviderClient, UserPoolId: string, sub: string, deadline: Deadline) {
  try {
    const command = new AdminGetUserCommand({ UserPoolId, Username: sub })
    const { UserAttributes } = await attempt(deadline, (abortSignal) => client.send(command, { abortSignal }))
    const attributes = attributesOf(UserAttributes)
    // Someone else's username may look like this sub: a name is no proof, the attribute is.
    return attributes.get('sub') === sub ? attributes : undefined
  } catch (error) {
    if (error instanceof UserNotFoundException) return undefined
    throw error
  }
}

/** The way for federated users. `AttributesToGet` stays unset: it fails for users who lack one of them. */
async function byFilter(client: CognitoIdentityProviderClient, UserPoolId: string, sub: string, deadline: Deadline) {
  const quoted = sub.replaceAll(/["\\]/g, String.raw`\$&`)
  const command = new ListUsersCommand({ UserPoolId, Filter: `sub = "${quoted}"`, Limit: 1 })
  const { Users = [] } = await attempt(deadline, (abortSignal) => client.send(command, { abortSignal }))
  const attributes = attributesOf(Users[0]?.Attributes)
  return attributes.get('sub') === sub ? attributes : undefined
}

function profileOf(sub: string, attributes: Attributes): Profile {
  const email = attributes.get('email')
  const name = attributes.get('name')
  return {
    sub,
    // Cognito's attributes are strings: `"false"` is true to JavaScript.
    ...(email === undefined ? {} : { email, email_verified: attributes.get('email_verified') === 'true' }),
    ...(name === undefined ? {} : { name }),
  }
}
