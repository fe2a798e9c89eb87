/** The contract of the system that the product's tests use. */
import { type Contract, stagedContract } from '@scopegate/contract'
import { stages } from './infra/stages.ts'
import { contract } from './scopes/contract.ts'

export { contract } from './scopes/contract.ts'

/** The same of the general type, as the stage `local` has it: what rules judge, and what is deployed. */
export const general: Contract = stagedContract(contract, stages.local)
