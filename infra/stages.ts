/** The stages of this system: `local` is the emulator's, and `production` an example without an account. */
import { defineStages } from '@scopegate/contract'
import { contract } from '../scopes/contract.ts'

export const stages = defineStages(contract, {
  local: {
    domainPrefix: 'scopegate',
    // For load tests on this machine: what AWS gives a whole account. Other stages keep the default, 200 a second.
    throttle: { rate: 10_000, burst: 5_000 },
    clients: {
      'merchant-web': { redirectUris: ['http://localhost:8790/callback'], logoutUris: ['http://localhost:8790/'] },
      'admin-portal': { redirectUris: ['http://localhost:8791/callback'], logoutUris: ['http://localhost:8791/'] },
    },
  },
  production: {
    // To deploy it, name the account and the Region, and a prefix of your own: sign-in domains are unique in a Region.
    domainPrefix: 'scopegate-example',
    clients: {
      'merchant-web': {
        redirectUris: ['https://merchant.scopegate.example/callback'],
        logoutUris: ['https://merchant.scopegate.example/'],
      },
      'admin-portal': {
        redirectUris: ['https://admin.scopegate.example/callback'],
        logoutUris: ['https://admin.scopegate.example/'],
      },
    },
  },
})
