/** Where in the contract the use of a quota comes from. */
import type { QuotaUse } from '../../quotas.ts'
import type { SoundClient } from '../subjects/sound-contract.ts'
import { at, type Place } from './words.ts'

/** Places uses by their names. Made once for a contract. */
export function quotaPlaces(clients: readonly SoundClient[]): (use: QuotaUse) => Place {
  const byName = new Map(clients.map((client) => [client.name, client]))
  return ({ quota, where }) => {
    switch (quota) {
      case 'scopes-per-client':
      case 'callback-urls-per-client': {
        const client = byName.get(where)
        const field = quota === 'scopes-per-client' ? 'scopes' : 'redirectUris'
        return client === undefined ? at('pools') : at('pools', client.pool, 'clients', where, field)
      }
      case 'scopes-per-resource-server':
        return at('resourceServers', where.slice(where.indexOf('/') + 1))
      case 'resources-per-template':
        return at('operations')
      case 'outputs-per-template':
        return at('pools')
      case 'function-variables':
        return at('services', where)
      default:
        return at('pools', where.replace(/-api$/, ''))
    }
  }
}
