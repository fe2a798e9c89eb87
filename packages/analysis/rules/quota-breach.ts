/**
 * How the use of a quota is judged and told. Too much is an error, most of it a warning.
 *
 * @module
 */
import { nearlyUsed, type QuotaUse } from '../quotas.ts'
import type { Finding, Place } from './rule.ts'

/** Whether the use exceeds its quota, or comes near it. */
export function levelOf({ used, limit }: QuotaUse): 'exceeded' | 'near' | 'fine' {
  if (used > limit) return 'exceeded'
  return used >= limit * nearlyUsed ? 'near' : 'fine'
}

/** The finding for a use. */
export function tellUse({ what, where, used, limit, adjustableTo }: QuotaUse, place: Place): Finding {
  const raised = adjustableTo === null ? '' : `; AWS raises it to ${adjustableTo.toLocaleString('en')} on request`
  return {
    place,
    cause: `\`${where}\` has ${used.toLocaleString('en')} ${what}, and the quota is ${limit.toLocaleString('en')}${raised}`,
    fix:
      adjustableTo === null
        ? 'Use fewer, or split what uses them'
        : 'Use fewer, or have the quota raised and write the new limit in scopes/quotas.ts',
  }
}
