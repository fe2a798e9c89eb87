/**
 * The stages of this system.
 *
 * @module
 */
import { defineStages } from '@scopegate/contract'
import { contract } from '../scopes/contract.ts'

export const stages = defineStages(contract, {
  local: { domainPrefix: 'scopegate', clients: {} },
})
