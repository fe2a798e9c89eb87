/** Rules over how long a sign-in counts and how hard an account is to take over, as the contract says. */
import { eachSound, onContract } from './rule.ts'
import { machinesTokenMinutes, operatorsRefreshDays, peoplesTokenMinutes } from './shared/token-life.ts'
import { at, tell, within } from './shared/words.ts'

export const sessionRules = onContract({
  RS026: {
    name: 'access-token-lives-long',
    rule: `Access tokens live at most ${peoplesTokenMinutes} minutes for people and ${machinesTokenMinutes} for machines`,
    why: 'Nothing ends an access token early. As long as it lives, a stolen one opens doors, and so does one whose role was taken away.',
    source: 'aws-facts §G',
    fix: `Write ${peoplesTokenMinutes} minutes or less for a client of people, ${machinesTokenMinutes} or less for a machine`,
    judge: ({ clients }) =>
      clients.map(({ name, place, spec, ofPeople }) => {
        const most = ofPeople ? peoplesTokenMinutes : machinesTokenMinutes
        const life = `access tokens of ${spec.accessTokenMinutes} minutes, and ${most} is the most for ${ofPeople ? 'people' : 'a machine'}`
        const isLong = spec.accessTokenMinutes > most
        return (
          isLong &&
          tell(within(place, 'accessTokenMinutes'), `The client \`${name}\` has ${life}`, `Write ${most} or less`)
        )
      }),
  },
  RS033: {
    name: 'mfa-optional-for-operators',
    rule: 'A pool whose people act on any organization requires a second factor',
    why: 'One stolen password would reach every organization.',
    source: 'packages/contract/shape.ts',
    fix: 'Write `required` in the pool’s `mfa`',
    judge: ({ contract }) =>
      Object.entries(contract.pools).map(
        ([name, { org, mfa }]) =>
          org === 'none' &&
          mfa !== 'required' &&
          tell(
            at('pools', name, 'mfa'),
            `The pool \`${name}\` is bound to no organization, and a second factor is optional`,
          ),
      ),
  },
  RS075: {
    name: 'operators-sessions-long',
    severity: 'warning',
    rule: `In a pool whose people act on any organization, refresh tokens live at most ${operatorsRefreshDays} day`,
    why: 'A stolen one gives access tokens for every organization as long as it lives.',
    source: 'RFC 9700, 4.14',
    fix: `Write ${operatorsRefreshDays} in \`refreshTokenDays\``,
    judge: eachSound(
      'clients',
      ({ spec, poolSpec }) =>
        spec.kind !== 'machine' && poolSpec.org === 'none' && spec.refreshTokenDays > operatorsRefreshDays,
      ({ name }) =>
        `The client \`${name}\` of a pool that is bound to no organization has refresh tokens of more than ${operatorsRefreshDays} day`,
      'refreshTokenDays',
    ),
  },
  RS076: {
    name: 'operators-change-themselves',
    severity: 'warning',
    rule: 'In a pool whose people act on any organization, no client offers self-service',
    why: 'With a stolen access token somebody could change the e-mail address or the second factor, and keep the account.',
    source: 'packages/analysis/deployed/expected.ts',
    fix: 'Write `false` in `selfService`, and let administrators change people',
    judge: eachSound(
      'clients',
      ({ spec, poolSpec }) => spec.kind !== 'machine' && poolSpec.org === 'none' && spec.selfService,
      ({ name }) => `The client \`${name}\` of a pool that is bound to no organization offers self-service`,
      'selfService',
    ),
  },
})
