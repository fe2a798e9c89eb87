/**
 * What it means that a check held.
 *
 * @module
 */
import type { Facts } from './facts.ts'

const tenancies = {
  none: 'it is about no organization’s data',
  caller: 'it is about the caller’s own organization',
  path: 'it is about the organization that the path names',
} as const

/** In words, by layer and check. */
export function heldText(facts: Facts, layer: 'gateway' | 'service', check: string): string {
  const { api = '', method, operation, trusted, client, required } = facts
  const texts: Readonly<Record<string, string>> = {
    'gateway request': 'it can be read and is not too large',
    'gateway route': `the API of \`${api}\` carries ${method} ${operation?.operation.path ?? ''}`,
    'gateway token': 'there is one, and it can be decoded',
    'gateway algorithm': 'it names an RSA signature',
    'gateway issuer': `it names the pool \`${api}\``,
    'gateway signature': 'the issuer’s key made it',
    'gateway client': 'it was issued to an app client of the pool',
    'service path': 'all layers read it alike',
    'service route': `it is the operation \`${operation?.id ?? ''}\``,
    'service token': `the pool \`${trusted?.pool ?? ''}\` signed it`,
    'service use': 'it is an access token',
    'service client': `it was issued to \`${client?.name ?? ''}\``,
    'service assignment': 'organization and role are ones that this client’s tokens may have',
    'service tenancy': operation === undefined ? '' : tenancies[operation.operation.tenancy],
  }
  const common: Readonly<Record<string, string>> = {
    time: 'it is valid now',
    scope: `it carries \`${required?.wire ?? ''}\``,
  }
  return texts[`${layer} ${check}`] ?? common[check] ?? ''
}
