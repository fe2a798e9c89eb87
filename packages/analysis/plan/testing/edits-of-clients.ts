/** Changes of pools and app clients. */
import { browser, edits, machine, poolOf, scopeOf, sdk } from './edit.ts'

const scanner = {
  kind: 'machine',
  description: 'A scanner at the door',
  scopes: ['read:book'],
  accessTokenMinutes: 60,
  org: 'org_south',
  role: 'robot',
} as const

export const clientEdits = edits({
  'a machine is added': (contract) => {
    poolOf(contract, 'branch').clients['scanner'] = { ...scanner, scopes: ['read:book'] }
  },
  'a machine is added that brings an operation to its pool’s API': (contract) => {
    contract.pools['makers'] = {
      description: 'Makers of shelves',
      org: 'required',
      mfa: 'optional',
      roles: ['robot'],
      clients: { scanner: { ...scanner, scopes: ['read:book'] } },
    }
  },
  'an app client is removed': (contract) => {
    delete poolOf(contract, 'branch').clients['phone']
  },
  'an app client becomes a machine': (contract) => {
    poolOf(contract, 'branch').clients['phone'] = { ...scanner, scopes: ['read:book'] }
  },
  'an application signs people in another way': (contract) => {
    poolOf(contract, 'branch').clients['phone'] = {
      ...sdk(contract, 'phone'),
      kind: 'browser',
      identityScopes: ['openid'],
      redirectUris: ['https://phone.library.example/callback'],
      logoutUris: ['https://phone.library.example/'],
    }
  },
  'a native application is added': (contract) => {
    poolOf(contract, 'branch').clients['till'] = {
      ...sdk(contract, 'phone'),
      kind: 'native',
      identityScopes: ['openid'],
      redirectUris: ['example.library.till:/callback', 'http://127.0.0.1:8790/callback'],
      logoutUris: ['example.library.till:/'],
    }
  },
  'an application in a browser becomes one with a server and a secret': (contract) => {
    poolOf(contract, 'branch').clients['website'] = { ...browser(contract, 'website'), kind: 'web' }
  },
  'an app client moves to another pool': (contract) => {
    const { clients } = poolOf(contract, 'branch')
    poolOf(contract, 'hall').clients['phone'] = sdk(contract, 'phone')
    delete clients['phone']
  },
  'a machine may hold one scope more': (contract) => {
    machine(contract, 'shelf').scopes.push('lend:book')
  },
  'a machine may hold one scope less': (contract) => {
    machine(contract, 'shelf').scopes = ['read:book']
  },
  'an application lists its scopes in the place of following its pool’s roles': (contract) => {
    browser(contract, 'desk').scopes = ['open:branch', 'read:self']
  },
  'a scope moves from one application to another': (contract) => {
    sdk(contract, 'phone').scopes = ['read:book', 'lend:book', 'read:self']
    scopeOf(contract, 'books', 'write:book').roles.push('reader')
  },
  'a machine acts for another organization': (contract) => {
    machine(contract, 'shelf').org = 'org_south'
  },
  'a machine’s tokens say another role': (contract) => {
    poolOf(contract, 'branch').roles.push('clerk')
    machine(contract, 'shelf').role = 'clerk'
  },
  'access tokens live longer': (contract) => {
    machine(contract, 'shelf').accessTokenMinutes = 120
  },
  'access tokens live shorter': (contract) => {
    browser(contract, 'website').accessTokenMinutes = 5
  },
  'refresh tokens live shorter': (contract) => {
    sdk(contract, 'phone').refreshTokenDays = 1
  },
  'an address to return to is added': (contract) => {
    browser(contract, 'website').redirectUris.push('https://new.library.example/callback')
  },
  'an address to return to is removed': (contract) => {
    browser(contract, 'desk').redirectUris = ['https://hall.example/callback']
  },
  'an address to return to is one for sign-out only': (contract) => {
    const desk = browser(contract, 'desk')
    desk.logoutUris.push('http://localhost:8080/callback')
    desk.redirectUris = ['https://hall.example/callback']
  },
  'addresses stand in another order': (contract) => {
    browser(contract, 'desk').redirectUris.reverse()
  },
  'the scopes of a machine stand in another order': (contract) => {
    machine(contract, 'shelf').scopes.reverse()
  },
  'an address to return to after sign-out is replaced': (contract) => {
    browser(contract, 'desk').logoutUris = ['https://hall.example/bye']
  },
  'people may edit their own profile': (contract) => {
    browser(contract, 'website').selfService = true
  },
  'people may no longer edit their own profile': (contract) => {
    sdk(contract, 'phone').selfService = false
  },
  'an application may ask for less about a person': (contract) => {
    browser(contract, 'desk').identityScopes = ['openid']
  },
  'an application is described otherwise': (contract) => {
    browser(contract, 'desk').description = 'The desk'
  },
  'a pool asks for a second factor': (contract) => {
    poolOf(contract, 'branch').mfa = 'required'
  },
  'a pool asks for no second factor any more': (contract) => {
    poolOf(contract, 'hall').mfa = 'optional'
  },
  'people of a pool belong to organizations from now on': (contract) => {
    poolOf(contract, 'hall').org = 'required'
    delete contract.operations['openBranch']
  },
  'a pool is removed': (contract) => {
    delete contract.pools['hall']
    delete contract.operations['openBranch']
  },
})
