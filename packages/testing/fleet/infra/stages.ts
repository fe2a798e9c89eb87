/** The fleet's stages: the emulator's, and two that share an account and a Region. */
import { defineStages } from '@scopegate/contract'
import { contract } from '../scopes/contract.ts'

const place = { account: '111122223333', region: 'eu-central-1' }
const certificate = '111122223333:certificate/0f0e0d0c-1111-2222-3333-444455556666'
const hostedZone = { id: 'Z0000FLEET0000', name: 'fleet.example' }

export const stages = defineStages(contract, {
  local: {
    domainPrefix: 'fleet',
    clients: {
      'garage-web': { redirectUris: ['http://localhost:8790/callback'], logoutUris: ['http://localhost:8790/'] },
      'admin-portal': { redirectUris: ['http://localhost:8791/callback'], logoutUris: ['http://localhost:8791/'] },
    },
  },
  staging: {
    ...place,
    suffix: 'staging',
    domainPrefix: 'fleet-staging',
    unprotected: 'Made anew for each release, with invented people alone',
    throttle: { rate: 20, burst: 40 },
    clientDirectory: 'parameter',
    clients: {
      'garage-web': {
        redirectUris: ['https://garage.staging.fleet.example/callback'],
        logoutUris: ['https://garage.staging.fleet.example/'],
      },
      'admin-portal': {
        redirectUris: ['https://admin.staging.fleet.example/callback'],
        logoutUris: ['https://admin.staging.fleet.example/'],
      },
    },
  },
  production: {
    ...place,
    suffix: 'production',
    domainPrefix: 'fleet-production',
    signInDomains: {
      garage: {
        domainName: 'login.fleet.example',
        certificateArn: `arn:aws:acm:us-east-1:${certificate}`,
        hostedZone,
      },
    },
    apiDomains: {
      garage: {
        domainName: 'api.fleet.example',
        certificateArn: `arn:aws:acm:eu-central-1:${certificate}`,
        hostedZone,
      },
      partner: { domainName: 'partners.fleet.example', certificateArn: `arn:aws:acm:eu-central-1:${certificate}` },
    },
    alarmAddress: 'operations@fleet.example',
    clients: {
      'garage-web': {
        redirectUris: ['https://garage.fleet.example/callback'],
        logoutUris: ['https://garage.fleet.example/'],
      },
      'garage-app': { refreshTokenDays: 7 },
      'admin-portal': {
        redirectUris: ['https://admin.fleet.example/callback'],
        logoutUris: ['https://admin.fleet.example/'],
      },
    },
  },
})
