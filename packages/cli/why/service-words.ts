/**
 * What the services tell callers, word for word. A test compares each with a live answer.
 *
 * @module
 */

const organization =
  'You are not assigned to a valid organization: ask your administrator to assign you, then sign in again'
const role = 'You have no role that is valid here: ask your administrator to assign you one, then sign in again'

export const serviceWords = {
  pathRefused: 'Send a plain path: no empty or dot segments, no `;` or backslash, nothing encoded twice',
  pathUnknown: 'There is no such path: check the address against the list of operations',
  tokenMissing: 'Send the access token in the header `Authorization: Bearer <access token>`',
  malformed: 'Send exactly one `Authorization` header with exactly one Bearer token',
  asIssued: 'The token could not be verified: send the access token exactly as Cognito issued it',
  issuer: 'The token comes from an issuer that this API does not trust: sign in for this API',
  expired: 'The access token has expired: get a new one',
  notYet: 'The access token is not valid yet: check the clocks',
  idToken: 'This is an ID token; send the access token',
  tokenUse: 'This is not an access token; send the access token',
  client: 'The token was issued to an app client that this API does not know: sign in with an app client of this API',
  audience: 'The token was issued for another audience: get an access token without `resource`',
  org_missing: organization,
  org_invalid: organization,
  org_unexpected:
    'You are assigned to an organization, and people of this pool must not be: ask your administrator, then sign in again',
  role_missing: role,
  role_invalid: role,
  scope: (wire: string) =>
    `The token lacks the scope \`${wire}\`: get one that carries it, or ask your administrator for it`,
  noOrganization: 'This operation acts on the caller’s own organization, and operators have none',
  operatorsOnly: 'This operation is for operators',
  noSuchOrganization: 'There is no such organization: check the id in the path',
} as const
