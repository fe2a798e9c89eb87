/** The CDK app of a new system, its stages, and the sample data of its local stack. */
import { capital, type Words } from './words.ts'
import type { Files } from './write.ts'

const app = `/**
 * The CDK app. Add constructs of your own beside the product's; what opens a way in has to stand in the contract's \`allowed\`.
 *
 * @module
 */
import { dirname } from 'node:path'
import { runApp } from '@scopegate/cdk'
import { contract } from '../scopes/contract.ts'
import { stages } from './stages.ts'

runApp({ contract, stages, root: dirname(import.meta.dirname) })
`

const stages = ({ name }: Words): string => `/**
 * The stages: where the system runs, and what differs there. The addresses of this machine stand in \`local\` alone.
 *
 * @module
 */
import { defineStages } from '@scopegate/contract'
import { contract } from '../scopes/contract.ts'

export const stages = defineStages(contract, {
  local: {
    domainPrefix: '${name}',
    clients: {
      web: { redirectUris: ['http://localhost:8790/callback'], logoutUris: ['http://localhost:8790/'] },
      desk: { redirectUris: ['http://localhost:8791/callback'], logoutUris: ['http://localhost:8791/'] },
    },
  },
})
`

const sampleData = ({ thing, things }: Words): string => `/**
 * A little data for a first look at the local stack. It goes in through the APIs, with tokens of people who may do it.
 *
 * @module
 */
import { defineSampleData } from '@scopegate/contract'
import { contract } from '../scopes/contract.ts'

export const sampleData = defineSampleData(contract, [
  { operation: 'openOrg', org: 'org_first', body: { name: 'First' } },
  { operation: 'put${capital(thing)}', org: 'org_first', path: { id: 'first-${thing}' }, body: { title: 'The first of the ${things}' } },
])
`

/** `infra/`. */
export const infraFiles = (words: Words): Files => ({
  'infra/app.ts': app,
  'infra/stages.ts': stages(words),
  'infra/sample-data.ts': sampleData(words),
})
