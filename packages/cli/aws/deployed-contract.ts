/**
 * The contract that a deployed stack was made from. The template carries all of it, so that nobody has to find the commit.
 */
import type { Template } from '@scopegate/template'
import type { Carried } from '../plan/sources/index.ts'
import { Failure } from '../program/failure.ts'
import type { Session } from './session.ts'
import { deployedTemplate } from './stack.ts'

/** Where the template carries it, and the stage. */
const [key, stageKey] = ['scopegate:contract', 'scopegate:stage']

export const hasContract = ({ Metadata }: Template): boolean => Object.hasOwn(Metadata, key)

/** The contract in the template, as it was written: whoever uses it checks it first. @throws {Failure} when there is none */
export function contractIn(template: Template): unknown {
  if (hasContract(template)) return template.Metadata[key]
  throw new Failure(
    'The deployed template does not say which contract it was made from: an older version of this project deployed it',
    'deploy once more with `scopes deploy`, or, where the command takes it, compare with the working tree',
  )
}

/** The contract that the stack was deployed with, and its stage, as JSON that nobody has checked. */
export async function deployedContract(session: Session, stack: string): Promise<Carried> {
  const template = await deployedTemplate(session, stack)
  return { contract: contractIn(template), stage: template.Metadata[stageKey], template }
}
