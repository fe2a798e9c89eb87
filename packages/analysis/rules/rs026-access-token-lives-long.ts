/**
 * RS026: access tokens are short-lived.
 *
 * @module
 */
import type { ContractRule } from './rule.ts'
import { machinesTokenMinutes, peoplesTokenMinutes } from './token-life.ts'
import { at, when } from './words.ts'

export const accessTokenLivesLong: ContractRule = {
  on: 'contract',
  id: 'RS026',
  name: 'access-token-lives-long',
  severity: 'error',
  rule: `Access tokens live at most ${peoplesTokenMinutes} minutes for people and ${machinesTokenMinutes} for machines`,
  why: 'Nothing ends an access token early. As long as it lives, a stolen one opens doors, and so does one whose role was taken away.',
  source: 'aws-facts §G',
  fix: `Write ${peoplesTokenMinutes} minutes or less for a client of people, ${machinesTokenMinutes} or less for a machine`,
  judge: ({ clients }) =>
    clients.flatMap(({ pool, name, spec }) => {
      const most = spec.kind === 'machine' ? machinesTokenMinutes : peoplesTokenMinutes
      return when(spec.accessTokenMinutes > most, () => [
        at('pools', pool, 'clients', name, 'accessTokenMinutes'),
        `The client \`${name}\` has access tokens of ${spec.accessTokenMinutes} minutes, and ${most} is the most for ${spec.kind === 'machine' ? 'a machine' : 'people'}`,
        `Write ${most} or less`,
      ])
    }),
}
