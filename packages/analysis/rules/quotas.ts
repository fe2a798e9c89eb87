/**
 * Rules over AWS’s quotas: how much of them a contract and a template use. Too much is an error, most of it a warning.
 */
import { nearlyUsed, type QuotaUse } from '../quota.ts'
import { templateQuotaUses } from '../template-quotas.ts'
import { type TokenSize, tokenRoomBytes } from '../token-size.ts'
import { onContract, onTemplate } from './rule.ts'
import { quotaPlaces } from './shared/quota-place.ts'
import { at, inTemplate, type Place, type Said, type Told, tell } from './shared/words.ts'
import type { JudgedTemplate } from './subjects/judged-template.ts'
import type { SoundContract } from './subjects/sound-contract.ts'

type Level = 'exceeded' | 'near' | 'fine'

const levelIn = (used: number, limit: number): Level =>
  used > limit ? 'exceeded' : used >= limit * nearlyUsed ? 'near' : 'fine'

/** Whether the use exceeds its quota, or comes near it. */
export const levelOf = ({ used, limit }: QuotaUse): Level => levelIn(used, limit)

export const levelOfToken = ({ bytes }: TokenSize): Level => levelIn(bytes, tokenRoomBytes)

function tellUse({ what, where, used, limit, adjustableTo }: QuotaUse, place: Place): Told {
  const cause = `\`${where}\` has ${used.toLocaleString('en')} ${what}, and the quota is ${limit.toLocaleString('en')}`
  if (adjustableTo === null) return tell(place, cause, 'Use fewer, or split what uses them')
  const raised = `${cause}; AWS raises it to ${adjustableTo.toLocaleString('en')} on request`
  return tell(
    place,
    raised,
    'Use fewer, or have the quota raised and write the new limit in packages/analysis/quotas.ts',
  )
}

const shorterTokens = 'Give the role or the client fewer scopes, or shorter names to the scopes'

/** The token, which also has to leave room for others, has rules of its own. */
const ofContract =
  (level: Level) =>
  ({ quotas, clients }: SoundContract): Said => {
    const placeOf = quotaPlaces(clients)
    return quotas
      .filter((use) => use.quota !== 'header-bytes' && levelOf(use) === level)
      .map((use) => tellUse(use, placeOf(use)))
  }

const ofTokens =
  (level: Level) =>
  ({ tokens }: SoundContract): Said =>
    tokens
      .filter((size) => levelOfToken(size) === level)
      .map(({ pool, client, role, bytes }) => {
        const [has, room] = [bytes, tokenRoomBytes].map((count) => count.toLocaleString('en'))
        const cause = `A token of \`${role}\` through \`${client}\` can have ${has} bytes, and there is room for ${room}`
        return tell(at('pools', pool, 'clients', client), cause)
      })

const ofTemplate =
  (level: Level) =>
  ({ template, quotas }: JudgedTemplate): Said =>
    templateQuotaUses(template)
      // A name does not grow: it fits or it does not.
      .filter((use) => levelOf(use) === level && (level === 'exceeded' || use.quota !== 'custom-attribute-name'))
      // What the contract alone uses, RS029 and RS030 tell.
      .filter((use) => !quotas.some((each) => each.quota === use.quota && levelOf(each) === level))
      .map((use) => tellUse(use, inTemplate(use.resource)))

export const quotaRules = onContract({
  RS029: {
    name: 'quota-exceeded',
    rule: 'A contract fits the quotas of Cognito, API Gateway, CloudFormation, Lambda and SSM',
    why: 'The deployment fails at the resource that is one too many, when the ones before it are already changed.',
    source: 'aws-facts §D.1, §D.2, §D.3',
    fix: 'Use fewer, or have an adjustable quota raised and write the new limit in packages/analysis/quotas.ts',
    judge: ofContract('exceeded'),
  },
  RS030: {
    name: 'quota-nearly-used',
    severity: 'warning',
    rule: 'A contract uses less than four fifths of each quota',
    why: 'The next client, scope or operation may be the one that is refused, and splitting a pool or a system takes longer than a day.',
    source: 'aws-facts §D.1, §D.2, §D.3',
    fix: 'Have an adjustable quota raised, or plan how to split what uses a fixed one',
    judge: ofContract('near'),
  },
  RS031: {
    name: 'token-too-long',
    rule: 'The longest access token of each role and client fits the gateway’s limit of request line and headers',
    why: 'The gateway refuses the request before anybody looks at the token, for those people alone who hold all the scopes.',
    source: 'aws-facts §D.2',
    fix: shorterTokens,
    judge: ofTokens('exceeded'),
  },
  RS032: {
    name: 'token-nearly-too-long',
    severity: 'warning',
    rule: 'The longest access token of each role and client takes less than four fifths of its room',
    why: 'The next scopes may be those with which the gateway refuses the request.',
    source: 'aws-facts §D.2',
    fix: shorterTokens,
    judge: ofTokens('near'),
  },
})

export const templateQuotaRules = onTemplate({
  RS048: {
    name: 'template-quota-exceeded',
    rule: 'A template fits the quotas of its size, functions’ variables, custom attributes, authorizers and access-log formats',
    why: 'The deployment fails at the resource that is too large, when the ones before it are already changed.',
    source: 'aws-facts §D.1, §D.2, §D.3',
    fix: 'Use fewer or shorter ones',
    judge: ofTemplate('exceeded'),
  },
  RS049: {
    name: 'template-quota-nearly-used',
    severity: 'warning',
    rule: 'A template uses less than four fifths of the quotas of its size, functions’ variables, custom attributes, authorizers and access-log formats',
    why: 'The next operation, attribute, authorizer or field of the log may be the one that is refused.',
    source: 'aws-facts §D.1, §D.2, §D.3',
    fix: 'Look for what can go before the next one is needed, or split the system',
    judge: ofTemplate('near'),
  },
})
