/**
 * Which attributes a user has, and which of them an app client may read and write.
 *
 * `custom:org_id` and `custom:role` decide what a person may do. If an app client could write them, each person with that
 * client and an access token could move to another organization, so no client's list ever names them. The lists are
 * always stated: left out, Cognito chooses for us.
 */
import { clientKinds, type NamedClient, type PoolSpec } from '@scopegate/contract'
import {
  ClientAttributes,
  type ICustomAttribute,
  type StandardAttributesMask,
  StringAttribute,
} from 'aws-cdk-lib/aws-cognito'

type Org = PoolSpec<string, string>['org']

/**
 * The custom attributes of a pool. A person never changes organization, so `org_id` is set once, at creation; a
 * person's role does change, and an administrator changes it. A pool that is not bound to organizations has no `org_id`.
 * Neither can be removed or changed in kind later: Cognito only ever adds attributes.
 */
export const customAttributesOf = (org: Org): Record<string, ICustomAttribute> => ({
  ...(org === 'required' ? { org_id: new StringAttribute({ minLen: 1, maxLen: 128, mutable: false }) } : {}),
  role: new StringAttribute({ minLen: 1, maxLen: 128, mutable: true }),
})

/** What the OpenID Connect scope `profile` releases. Cognito refuses a scope of which the client cannot read every attribute. */
const profile: StandardAttributesMask = {
  fullname: true,
  familyName: true,
  givenName: true,
  middleName: true,
  nickname: true,
  preferredUsername: true,
  profilePage: true,
  profilePicture: true,
  website: true,
  gender: true,
  birthdate: true,
  timezone: true,
  locale: true,
  lastUpdateTime: true,
}

const email: StandardAttributesMask = { email: true, emailVerified: true }

/** The custom attributes a person's client may read. AWS does not say whether the token trigger sees more than the client may read. */
const readableCustom = (org: Org) => Object.keys(customAttributesOf(org))

/** What a client may read: for an application of people, what it may show and what the trigger needs; for a machine, next to nothing. */
export const readAttributesOf = ({ kind }: NamedClient, org: Org): ClientAttributes =>
  clientKinds[kind].subject === 'machine'
    ? leastAttributes()
    : new ClientAttributes()
        .withStandardAttributes({ ...email, ...profile })
        .withCustomAttributes(...readableCustom(org))

/** What a client may write: a person's own display data where the contract allows self-service, elsewhere next to nothing. */
export const writeAttributesOf = (client: NamedClient): ClientAttributes =>
  client.kind !== 'machine' && client.selfService
    ? new ClientAttributes().withStandardAttributes({ email: true, ...profile, lastUpdateTime: false })
    : leastAttributes()

/** One harmless attribute. Not an empty list: no page of AWS says that Cognito tells an empty list from a missing one. */
const leastAttributes = () => new ClientAttributes().withStandardAttributes({ fullname: true })
