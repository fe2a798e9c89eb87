/**
 * RS055: tokens can be revoked.
 *
 * @module
 */
import type { TemplateRule } from './rule.ts'
import { inTemplate, when } from './words.ts'

export const revocationOff: TemplateRule = {
  on: 'template',
  id: 'RS055',
  name: 'revocation-off',
  severity: 'error',
  rule: 'Token revocation is on for every app client',
  why: 'Without it a stolen refresh token makes new access tokens until it expires, and tokens lack `origin_jti`.',
  source: 'aws-facts §G, §C',
  fix: 'Set `EnableTokenRevocation` to `true`',
  judge: ({ clients }) =>
    clients.flatMap(({ name, client: { resource, tokenRevocation } }) =>
      when(!tokenRevocation, () => [
        inTemplate(resource),
        `The tokens of the client \`${name}\` cannot be revoked`,
        'Set `EnableTokenRevocation` to `true`',
      ]),
    ),
}
