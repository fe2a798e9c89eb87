/**
 * RS042: each pool's token trigger is of version V3_0.
 *
 * @module
 */
import type { TemplateRule } from './rule.ts'
import { inTemplate, when } from './words.ts'

export const triggerNotV3: TemplateRule = {
  on: 'template',
  id: 'RS042',
  name: 'trigger-not-v3',
  severity: 'error',
  rule: 'Each pool has a Pre Token Generation trigger of version V3_0',
  why: 'V1_0 cannot touch access tokens, and below V3_0 a machine’s token never passes the trigger: no organization, no narrowing.',
  source: 'aws-facts §B.1',
  fix: 'Set `LambdaConfig.PreTokenGenerationConfig` with the `LambdaVersion` `V3_0`',
  judge: ({ pools }) =>
    pools.flatMap(({ name, pool: { resource, triggerVersion } }) =>
      when(triggerVersion !== 'V3_0', () => [
        inTemplate(resource),
        triggerVersion === undefined
          ? `The pool \`${name}\` has no token trigger`
          : `The pool \`${name}\` has a token trigger of version \`${triggerVersion}\``,
        'Set `PreTokenGenerationConfig` with the `LambdaVersion` `V3_0`',
      ]),
    ),
}
