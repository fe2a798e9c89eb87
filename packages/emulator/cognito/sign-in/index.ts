/** Signing people in, whichever door they come through: the API and the pages ask the same questions. */
export { type Answer, answer } from './answer.ts'
export { type Beginning, begin } from './begin.ts'
export { associate, associateInSession, verify, verifyInSession } from './enrolment.ts'
export { changePassword } from './passwords.ts'
export { confirmReset, demandReset, requestReset } from './reset.ts'
export type { At, ChallengeName, Step } from './step.ts'
