/**
 * RS062: each pool's token trigger works for that pool.
 *
 * @module
 */
import type { TemplateRule } from './rule.ts'
import { inTemplate, when } from './words.ts'

export const triggerOfOtherPool: TemplateRule = {
  on: 'template',
  id: 'RS062',
  name: 'trigger-of-other-pool',
  severity: 'error',
  rule: 'The function of a pool’s token trigger is told that pool, by its variable `POOL`',
  why: 'It would grant the roles and clients of another pool, or know none of its callers and give no token.',
  source: 'packages/cdk/identity/token-trigger.ts',
  fix: 'Give each pool a trigger function of its own, and the pool’s name in its variable `POOL`',
  judge: ({ pools, expected }) =>
    pools.flatMap(({ name, pool: { resource, triggerVersion, triggerPool } }) =>
      // RS042 tells a trigger that is missing or old.
      when(expected.pools[name] !== undefined && triggerVersion === 'V3_0' && triggerPool !== name, () => [
        inTemplate(resource),
        `The token trigger of the pool \`${name}\` is ${triggerPool === undefined ? 'told no pool' : `told the pool \`${triggerPool}\``}`,
        'Give it a function of its own, and the pool’s name in its variable `POOL`',
      ]),
    ),
}
