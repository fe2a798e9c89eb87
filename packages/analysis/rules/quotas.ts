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
  'quota-exceeded': ofContract('exceeded'),
  'quota-nearly-used': ofContract('near'),
  'token-too-long': ofTokens('exceeded'),
  'token-nearly-too-long': ofTokens('near'),
})

export const templateQuotaRules = onTemplate({
  'template-quota-exceeded': ofTemplate('exceeded'),
  'template-quota-nearly-used': ofTemplate('near'),
})
