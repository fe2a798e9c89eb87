/** The form of a stage's fault. */

export interface StageFault {
  readonly stage: string
  /** Where in `infra/stages.ts`: `production.clients.web.redirectUris`. */
  readonly place: string
  readonly cause: string
  readonly fix: string
}

/** The field below the stage, the cause, and what to do. */
export type Fault = readonly [field: string, cause: string, fix: string]

/** The fault, where there is one. */
export const when = (broken: boolean, ...fault: Fault): readonly Fault[] => (broken ? [fault] : [])

export const stageLine = ({ stage, cause, fix }: StageFault): string => `The stage \`${stage}\` ${cause}. ${fix}`
