/** A contract to change: a town's library, small enough that every consequence can be seen. */
import type { Contract } from '@scopegate/contract/contract'

const operation = { service: 'books', tenancy: 'caller', callers: 'everyone' } as const
const requires = (scope: string) => ({ kind: 'scope', scope }) as const

export const library: Contract = {
  name: 'example',
  problemTypes: 'tag:example.test,2026:',
  tables: { shelves: { description: 'One row a shelf', partitionKey: 'org' } },
  problems: { book_lent: { status: 422, title: 'Lent', means: 'It is lent.', next: 'Wait.' } },
  allowed: [{ kind: 'variable', service: 'books', name: 'OPENING_HOURS', reason: 'The town hall sets them' }],
  services: { books: { description: 'Books', tables: { shelves: ['GetItem'] } }, account: { description: 'Oneself' } },
  roles: {
    librarian: { description: 'Runs a branch' },
    reader: { description: 'Borrows books' },
    clerk: { description: 'Works at the town hall' },
    robot: { description: 'A machine of a branch' },
  },
  resourceServers: {
    books: {
      name: 'Books',
      scopes: {
        'read:book': { description: 'See books', risk: 'low', roles: ['librarian', 'reader'] },
        'write:book': { description: 'Add and remove books', risk: 'medium', roles: ['librarian'] },
        'lend:book': { description: 'Lend a book', risk: 'high', roles: ['librarian'] },
      },
    },
    town: {
      name: 'Town',
      scopes: {
        'open:branch': { description: 'Open a branch', risk: 'high', roles: ['clerk'] },
        'read:self': { description: 'See oneself', risk: 'low', roles: ['librarian', 'reader', 'clerk'] },
      },
    },
  },
  pools: {
    branch: {
      description: 'Branches and their readers',
      org: 'required',
      mfa: 'optional',
      roles: ['librarian', 'reader', 'robot'],
      clients: {
        website: {
          kind: 'browser',
          description: 'The library’s website',
          scopes: 'pool-roles',
          identityScopes: ['openid'],
          accessTokenMinutes: 15,
          refreshTokenDays: 30,
          selfService: false,
          redirectUris: ['https://library.example/callback'],
          logoutUris: ['https://library.example/'],
        },
        phone: {
          kind: 'sdk',
          description: 'The application for telephones',
          scopes: 'pool-roles',
          accessTokenMinutes: 15,
          refreshTokenDays: 30,
          selfService: true,
        },
        shelf: {
          kind: 'machine',
          description: 'A shelf that counts itself',
          scopes: ['read:book', 'write:book'],
          accessTokenMinutes: 60,
          org: 'org_north',
          role: 'robot',
        },
      },
    },
    hall: {
      description: 'The town hall',
      org: 'none',
      mfa: 'required',
      roles: ['clerk'],
      clients: {
        desk: {
          kind: 'browser',
          description: 'The desk of the town hall',
          scopes: 'pool-roles',
          identityScopes: ['openid', 'email'],
          accessTokenMinutes: 15,
          refreshTokenDays: 1,
          selfService: false,
          redirectUris: ['https://hall.example/callback', 'http://localhost:8080/callback'],
          logoutUris: ['https://hall.example/'],
        },
      },
    },
  },
  operations: {
    listBooks: {
      ...operation,
      method: 'GET',
      path: '/v1/books',
      summary: 'List the books of a branch',
      access: requires('read:book'),
    },
    putBook: {
      ...operation,
      method: 'PUT',
      path: '/v1/books/{id}',
      summary: 'Add a book',
      access: requires('write:book'),
    },
    lendBook: {
      ...operation,
      method: 'POST',
      path: '/v1/books/{id}/loans',
      summary: 'Lend a book',
      access: requires('lend:book'),
    },
    openBranch: {
      ...operation,
      method: 'PUT',
      path: '/v1/branches/{org}',
      summary: 'Open a branch',
      tenancy: 'path',
      access: requires('open:branch'),
    },
    getSelf: {
      ...operation,
      service: 'account',
      method: 'GET',
      path: '/v1/self',
      summary: 'See oneself',
      tenancy: 'none',
      callers: 'people',
      access: requires('read:self'),
    },
    getHours: {
      ...operation,
      service: 'account',
      method: 'GET',
      path: '/v1/hours',
      summary: 'When the library is open',
      tenancy: 'none',
      access: {
        kind: 'public',
        reason: 'It hangs at the door',
        gateway: { exposed: true, reason: 'Readers without an account look it up' },
      },
    },
  },
}
