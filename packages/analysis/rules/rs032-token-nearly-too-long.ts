/**
 * RS032: there is room left in everybody's longest token.
 *
 * @module
 */
import type { ContractRule } from './rule.ts'
import { levelOfToken, tellToken } from './token-room.ts'

export const tokenNearlyTooLong: ContractRule = {
  on: 'contract',
  id: 'RS032',
  name: 'token-nearly-too-long',
  severity: 'warning',
  rule: 'The longest access token of each role and client takes less than four fifths of its room',
  why: 'The next scopes may be those with which the gateway refuses the request.',
  source: 'aws-facts §D.2',
  fix: 'Give the role or the client fewer scopes, or shorter names to the scopes',
  judge: ({ tokens }) => tokens.filter((size) => levelOfToken(size) === 'near').map(tellToken),
}
