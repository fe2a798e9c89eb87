/** Loads templates for a command. */
import { loadTemplates as load, type Stack, TemplateError } from '@scopegate/template'
import { Failure } from '../program/failure.ts'

const hint = 'give a template in JSON or the folder that `scopes synth` writes, `infra/cdk.out`'

/** @throws {Failure} when there is no template, or one cannot be read */
export function loadTemplates(path: string): readonly Stack[] {
  try {
    return load(path)
  } catch (error) {
    throw error instanceof TemplateError ? new Failure(error.message, hint) : error
  }
}
