/** This system's contract: everything that is stated about it, put together. */
import { defineContract } from '@scopegate/contract'
import { pools, resourceServers, roles } from './catalog.ts'
import { operations } from './operations.ts'
import { problems } from './problems.ts'
import { services, tables } from './services.ts'

export const contract = defineContract({
  name: 'scopegate',
  problemTypes: 'tag:scopegate.example,2026:',
  roles,
  resourceServers,
  pools,
  tables,
  services,
  operations,
  problems,
})
