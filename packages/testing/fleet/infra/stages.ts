/**
 * The fleet's stages: the emulator's, and two that share an account and a Region.
 *
 * @module
 */
import { defineStages } from '@scopegate/contract'
import { contract } from '../scopes/contract.ts'

export const stages = defineStages(contract, {
  local: { domainPrefix: 'fleet', clients: {} },
})
