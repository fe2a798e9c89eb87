/**
 * What a template says of its stage, as packages/cdk writes it: it decides what the template may state otherwise than one
 * of no stage.
 */
import { isTable, type Stack } from '@scopegate/template'

/** Empty where no template says a stage: nothing is then let pass. */
export interface TemplateStage {
  readonly account: string | undefined
  readonly region: string | undefined
  /** Whether it gives a reason why pools and tables are not protected. */
  readonly unprotected: boolean
}

export function readStage(stacks: readonly Stack[]): TemplateStage {
  const stated = stacks.map(({ template: { Metadata } }) => Metadata['scopegate:stage']).find(isTable) ?? {}
  const text = (field: string, form: RegExp): string | undefined => {
    const value = stated[field]
    return typeof value === 'string' && form.test(value) ? value : undefined
  }
  return {
    account: text('account', /^\d{12}$/),
    region: text('region', /^[a-z0-9-]+$/),
    unprotected: text('unprotected', /\S/) !== undefined,
  }
}
