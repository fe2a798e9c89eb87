/** Rules over how long a sign-in counts and how hard an account is to take over, as the contract says. */
import { eachSound, onContract } from './rule.ts'
import { machinesTokenMinutes, operatorsRefreshDays, peoplesTokenMinutes } from './shared/token-life.ts'
import { at, tell, within } from './shared/words.ts'

export const sessionRules = onContract({
  'access-token-lives-long': ({ clients }) =>
    clients.map(({ name, place, spec, ofPeople }) => {
      const most = ofPeople ? peoplesTokenMinutes : machinesTokenMinutes
      const life = `access tokens of ${spec.accessTokenMinutes} minutes, and ${most} is the most for ${ofPeople ? 'people' : 'a machine'}`
      const isLong = spec.accessTokenMinutes > most
      return (
        isLong &&
        tell(within(place, 'accessTokenMinutes'), `The client \`${name}\` has ${life}`, `Write ${most} or less`)
      )
    }),
  'mfa-optional-for-operators': ({ contract }) =>
    Object.entries(contract.pools).map(
      ([name, { org, mfa }]) =>
        org === 'none' &&
        mfa !== 'required' &&
        tell(
          at('pools', name, 'mfa'),
          `The pool \`${name}\` is bound to no organization, and a second factor is optional`,
        ),
    ),
  'operators-sessions-long': eachSound(
    'clients',
    ({ spec, poolSpec }) =>
      spec.kind !== 'machine' && poolSpec.org === 'none' && spec.refreshTokenDays > operatorsRefreshDays,
    ({ name }) =>
      `The client \`${name}\` of a pool that is bound to no organization has refresh tokens of more than ${operatorsRefreshDays} day`,
    'refreshTokenDays',
  ),
  'operators-change-themselves': eachSound(
    'clients',
    ({ spec, poolSpec }) => spec.kind !== 'machine' && poolSpec.org === 'none' && spec.selfService,
    ({ name }) => `The client \`${name}\` of a pool that is bound to no organization offers self-service`,
    'selfService',
  ),
})
