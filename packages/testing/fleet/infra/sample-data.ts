/** The fleet's sample data: two garages with a vehicle each. */
import { defineSampleData } from '@scopegate/contract'
import { contract } from '../scopes/contract.ts'

export const sampleData = defineSampleData(
  contract,
  ['org_north', 'org_south'].flatMap((org) => [
    { operation: 'openOrg', org, body: { name: org } },
    { operation: 'putFleetItem', org, path: { plate: 'N-1' }, body: { name: 'Van', quantity: 1 } },
  ]),
)
