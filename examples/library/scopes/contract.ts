/** The contract: everything that is stated about this system, put together. */
import { defineContract } from '@scopegate/contract'
import { pools, resourceServers, roles } from './catalog.ts'
import { operations } from './operations.ts'
import { allowed, services, tables } from './services.ts'

export const contract = defineContract({
  name: 'library',
  problemTypes: 'tag:library.example,2026:',
  roles,
  resourceServers,
  pools,
  tables,
  services,
  operations,
  allowed,
})
