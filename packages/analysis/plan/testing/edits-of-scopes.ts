/** Changes of scopes, roles and operations. */
import { edits, machine, operationOf, poolOf, requires, scopeOf, scopesOf } from './edit.ts'

const renew = {
  service: 'books',
  method: 'POST',
  path: '/v1/books/{id}/renewals',
  summary: 'Keep a book longer',
  tenancy: 'caller',
  callers: 'everyone',
} as const

export const scopeEdits = edits({
  'only words change': (contract) => {
    scopeOf(contract, 'books', 'read:book').description = 'See books and their places'
    contract.roles['reader'] = { description: 'Borrows books and reads them' }
    poolOf(contract, 'branch').description = 'Branches'
    operationOf(contract, 'listBooks').summary = 'List books'
  },
  'a scope is added that opens nothing yet': (contract) => {
    scopesOf(contract, 'books')['renew:book'] = { description: 'Renew', risk: 'low', roles: ['reader'] }
  },
  'a scope is added with its operation': (contract) => {
    scopesOf(contract, 'books')['renew:book'] = { description: 'Renew', risk: 'low', roles: ['reader'] }
    contract.operations['renewBook'] = { ...renew, access: requires('renew:book') }
  },
  'a scope is removed with its operation': (contract) => {
    delete scopesOf(contract, 'books')['lend:book']
    delete contract.operations['lendBook']
  },
  'a scope is renamed': (contract) => {
    const scopes = scopesOf(contract, 'books')
    scopes['change:book'] = scopeOf(contract, 'books', 'write:book')
    delete scopes['write:book']
    operationOf(contract, 'putBook').access = requires('change:book')
    machine(contract, 'shelf').scopes = ['read:book', 'change:book']
  },
  'a scope is moved to another resource server': (contract) => {
    scopesOf(contract, 'town')['write:book'] = scopeOf(contract, 'books', 'write:book')
    delete scopesOf(contract, 'books')['write:book']
  },
  'a scope is renamed, and its operation in the contract with it': (contract) => {
    const scopes = scopesOf(contract, 'books')
    scopes['change:book'] = scopeOf(contract, 'books', 'write:book')
    delete scopes['write:book']
    contract.operations['storeBook'] = { ...operationOf(contract, 'putBook'), access: requires('change:book') }
    delete contract.operations['putBook']
    machine(contract, 'shelf').scopes = ['read:book', 'change:book']
  },
  'a scope gets the name of one that opened more': (contract) => {
    operationOf(contract, 'putBook').access = requires('lend:book')
    operationOf(contract, 'lendBook').access = requires('lend:book')
    operationOf(contract, 'listBooks').access = requires('write:book')
    scopeOf(contract, 'books', 'write:book').roles = ['librarian', 'reader']
    delete scopesOf(contract, 'books')['read:book']
    machine(contract, 'shelf').scopes = ['write:book']
  },
  'the risk of a scope is judged anew': (contract) => {
    scopeOf(contract, 'books', 'write:book').risk = 'high'
  },
  'a resource server is shown under another name': (contract) => {
    const books = contract.resourceServers['books']
    if (books !== undefined) books.name = 'Books and maps'
  },
  'a scope is given to one more role': (contract) => {
    scopeOf(contract, 'books', 'write:book').roles.push('reader')
  },
  'a scope is taken from a role that others share': (contract) => {
    scopeOf(contract, 'books', 'read:book').roles = ['librarian']
  },
  'a scope is taken from the last role that had it': (contract) => {
    scopeOf(contract, 'books', 'lend:book').roles = []
    delete contract.operations['lendBook']
  },
  'a role is added to a pool': (contract) => {
    contract.roles['volunteer'] = { description: 'Helps on Saturdays' }
    poolOf(contract, 'branch').roles.push('volunteer')
    scopeOf(contract, 'books', 'read:book').roles.push('volunteer')
  },
  'a role is removed from a pool': (contract) => {
    delete contract.roles['reader']
    poolOf(contract, 'branch').roles = ['librarian', 'robot']
    scopeOf(contract, 'books', 'read:book').roles = ['librarian']
    scopeOf(contract, 'town', 'read:self').roles = ['librarian', 'clerk']
  },
  'an operation is added': (contract) => {
    contract.operations['renewBook'] = { ...renew, access: requires('read:book') }
  },
  'an operation is removed': (contract) => {
    delete contract.operations['putBook']
  },
  'an operation needs another scope': (contract) => {
    operationOf(contract, 'putBook').access = requires('lend:book')
  },
  'an operation moves to another path': (contract) => {
    operationOf(contract, 'lendBook').path = '/v1/loans/{id}'
  },
  'an operation and its parameter are called otherwise in the contract': (contract) => {
    contract.operations['storeBook'] = { ...operationOf(contract, 'putBook'), path: '/v1/books/{number}' }
    delete contract.operations['putBook']
  },
  'two operations swap their paths': (contract) => {
    const [one, other] = [operationOf(contract, 'listBooks'), operationOf(contract, 'getSelf')]
    const path = one.path
    one.path = other.path
    other.path = path
  },
  'a new operation takes the path of one that moves away': (contract) => {
    const row = operationOf(contract, 'listBooks')
    contract.operations['findBooks'] = { ...row, summary: 'Find books' }
    row.path = '/v1/shelves'
  },
  'an operation is added at a path that another one answered': (contract) => {
    contract.operations['orderBook'] = {
      ...renew,
      method: 'PUT',
      path: '/v1/books/order',
      access: requires('read:book'),
    }
  },
  'an operation is removed at a path that another one answers then': (contract) => {
    operationOf(contract, 'listBooks').path = '/v1/{shelf}'
  },
  'an operation is served by another service': (contract) => {
    operationOf(contract, 'getSelf').service = 'books'
  },
  'an operation is opened to everybody': (contract) => {
    const row = operationOf(contract, 'getSelf')
    row.callers = 'everyone'
    row.access = { kind: 'public', reason: 'Why not', gateway: { exposed: true, reason: 'Why not' } }
  },
  'an operation is closed to callers without a token': (contract) => {
    operationOf(contract, 'getHours').access = requires('read:self')
  },
  'a public operation leaves the pools’ APIs': (contract) => {
    const { access } = operationOf(contract, 'getHours')
    if (access.kind === 'public') access.gateway.exposed = false
  },
  'an operation is for people only': (contract) => {
    operationOf(contract, 'listBooks').callers = 'people'
    machine(contract, 'shelf').scopes = ['write:book']
  },
  'an operation acts on an organization in its path': (contract) => {
    const row = operationOf(contract, 'getSelf')
    row.path = '/v1/orgs/{org}/self'
    row.tenancy = 'path'
  },
})
