/** The stages: where the system runs, and what differs there. The addresses of this machine stand in `local` alone. */
import { defineStages } from '@scopegate/contract'
import { contract } from '../scopes/contract.ts'

export const stages = defineStages(contract, {
  local: {
    domainPrefix: 'library',
    clients: {
      web: { redirectUris: ['http://localhost:8790/callback'], logoutUris: ['http://localhost:8790/'] },
      desk: { redirectUris: ['http://localhost:8791/callback'], logoutUris: ['http://localhost:8791/'] },
    },
  },
})
