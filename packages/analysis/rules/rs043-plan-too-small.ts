/**
 * RS043: each pool's plan runs its trigger.
 *
 * @module
 */
import type { TemplateRule } from './rule.ts'
import { inTemplate, when } from './words.ts'

export const planTooSmall: TemplateRule = {
  on: 'template',
  id: 'RS043',
  name: 'plan-too-small',
  severity: 'error',
  rule: 'Each pool states the plan Essentials or Plus',
  why: 'The trigger’s version V3_0 needs one of them. A smaller plan synthesizes and fails only when deployed.',
  source: 'aws-facts §B.1, §I',
  fix: 'Set `UserPoolTier` to `ESSENTIALS` or `PLUS`',
  judge: ({ pools }) =>
    pools.flatMap(({ name, pool: { resource, plan } }) =>
      when(plan !== 'ESSENTIALS' && plan !== 'PLUS', () => [
        inTemplate(resource),
        plan === undefined ? `The pool \`${name}\` states no plan` : `The pool \`${name}\` has the plan \`${plan}\``,
        'Set `UserPoolTier` to `ESSENTIALS` or `PLUS`',
      ]),
    ),
}
