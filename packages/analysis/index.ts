/**
 * Judges a contract and what is made of it: rules, the plan of a change, the matrix of who may do what, quotas, and the
 * comparison with what is deployed. Pure; whoever calls it loads the contract and the templates.
 */
export { ContractSchema } from './contract-schema.ts'
export { matrixOf } from './matrix.ts'
export { planOf, safeOrder } from './plan/index.ts'
export { quotaUses } from './quotas.ts'
export { judgeContract, judgeRows, judgeTemplate, rules, soundContract } from './rules/index.ts'
export { readSystem } from './template/read.ts'
export { contractFaults } from './validate.ts'
