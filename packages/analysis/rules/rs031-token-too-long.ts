/**
 * RS031: everybody's longest token can be sent.
 *
 * @module
 */
import type { ContractRule } from './rule.ts'
import { levelOfToken, tellToken } from './token-room.ts'

export const tokenTooLong: ContractRule = {
  on: 'contract',
  id: 'RS031',
  name: 'token-too-long',
  severity: 'error',
  rule: 'The longest access token of each role and client fits the gateway’s limit of request line and headers',
  why: 'The gateway refuses the request before anybody looks at the token, for those people alone who hold all the scopes.',
  source: 'aws-facts §D.2',
  fix: 'Give the role or the client fewer scopes, or shorter names to the scopes',
  judge: ({ tokens }) => tokens.filter((size) => levelOfToken(size) === 'exceeded').map(tellToken),
}
