/**
 * A little data for a first look at the local stack. It goes in through the APIs, with tokens of people who may do it.
 */
import { defineSampleData } from '@scopegate/contract'
import { contract } from '../scopes/contract.ts'

export const sampleData = defineSampleData(contract, [
  { operation: 'openOrg', org: 'org_first', body: { name: 'First' } },
  { operation: 'putBook', org: 'org_first', path: { id: 'first-book' }, body: { title: 'The first of the books' } },
])
