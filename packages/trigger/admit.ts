/** Who gets a token at all: a known client of this pool, used for what it is for. */
import { clientKinds, type NamedClient } from '@scopegate/contract'
import type { TokenEventData } from './event.ts'
import { TokenRefused } from './refusal.ts'

/**
 * The client, when it may have a token for this event.
 *
 * @throws {TokenRefused} `client_unknown`, `client_of_other_pool`, `person_at_machine_client` or `machine_at_people_client`
 */
export function admit(event: TokenEventData, client: NamedClient | undefined, pool: string): NamedClient {
  if (client === undefined) {
    throw new TokenRefused(
      'client_unknown',
      'The client directory and the contract do not both have the client: deploy the stack that declares it',
    )
  }
  if (client.pool !== pool) {
    throw new TokenRefused('client_of_other_pool', `Client \`${client.name}\` is of pool \`${client.pool}\``)
  }
  const { subject } = clientKinds[client.kind]
  if (event.subject === 'person' && subject === 'machine') {
    throw new TokenRefused(
      'person_at_machine_client',
      `Client \`${client.name}\` is a machine’s: disable its user flows`,
    )
  }
  if (event.subject === 'machine' && subject === 'person') {
    throw new TokenRefused(
      'machine_at_people_client',
      `Client \`${client.name}\` is for people: disable its client credentials flow`,
    )
  }
  return client
}
