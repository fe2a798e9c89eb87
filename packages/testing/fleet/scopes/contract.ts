/** This system's contract: everything that is stated about it, put together. */
import { type Contract, defineContract } from '@scopegate/contract'
import { pools, resourceServers, roles } from './catalog.ts'
import { operations } from './operations.ts'
import { problems } from './problems.ts'
import { services, tables } from './services.ts'

export const contract = defineContract({
  name: 'fleet',
  problemTypes: 'tag:fleet.example,2026:',
  roles,
  resourceServers,
  pools,
  tables,
  services,
  operations,
  problems,
})

/** The same of the general type, for code that takes any contract. */
export const general: Contract = contract
