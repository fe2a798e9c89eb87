/**
 * RS044: a pool asks for the second factor that the contract says.
 *
 * @module
 */
import type { TemplateRule } from './rule.ts'
import { inTemplate, when } from './words.ts'

export const mfaDiffers: TemplateRule = {
  on: 'template',
  id: 'RS044',
  name: 'mfa-differs',
  severity: 'error',
  rule: 'A pool asks for a second factor as the contract says',
  why: 'Where the contract requires one, a stolen password would be enough after all.',
  source: 'packages/contract/shape.ts',
  fix: 'Set `MfaConfiguration` to `ON` where the contract says `required`, else to `OPTIONAL`',
  judge: ({ pools, expected }) =>
    pools.flatMap(({ name, pool: { resource, mfa } }) => {
      const wanted = expected.pools[name]?.mfa
      return when(wanted !== undefined && mfa !== wanted, () => [
        inTemplate(resource),
        `The pool \`${name}\` has \`${mfa ?? 'nothing'}\` as \`MfaConfiguration\`, and the contract says \`${wanted}\``,
        `Set it to \`${wanted}\``,
      ])
    }),
}
