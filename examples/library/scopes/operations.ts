/**
 * Every HTTP operation, with the one scope that opens it. An operation without `access` does not compile, and neither does
 * the service whose handler is missing.
 */
import { accountOperations, type OperationSpec, requires } from '@scopegate/contract'
import type { Scope } from './catalog.ts'
import type { services } from './services.ts'

export const operations = {
  ...accountOperations,
  listBooks: {
    service: 'books',
    method: 'GET',
    path: '/v1/books',
    summary: 'List the books of the caller’s organization',
    access: requires('read:books'),
    tenancy: 'caller',
    callers: 'everyone',
    list: true,
  },
  putBook: {
    service: 'books',
    method: 'PUT',
    path: '/v1/books/{id}',
    summary: 'Create or replace a book',
    access: requires('write:books'),
    tenancy: 'caller',
    callers: 'everyone',
  },
  lendBook: {
    service: 'books',
    method: 'POST',
    path: '/v1/books/{id}/loans',
    summary: 'Lend a book, and have its reader reminded of it',
    access: requires('lend:books'),
    tenancy: 'caller',
    callers: 'everyone',
  },
} as const satisfies Record<string, OperationSpec<Scope, keyof typeof services>>
