/** All that asks AWS. To be imported when it is asked: the SDK takes longer to load than most commands to run. */
export { contractIn, deployedContract, hasContract } from './deployed-contract.ts'
export { openSession } from './session.ts'
export { deployedTemplate, physicalIds } from './stack.ts'
