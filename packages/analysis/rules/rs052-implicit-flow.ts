/**
 * RS052: no client uses the implicit flow.
 *
 * @module
 */
import { isImplicit } from './client-state.ts'
import type { TemplateRule } from './rule.ts'
import { inTemplate, when } from './words.ts'

export const implicitFlow: TemplateRule = {
  on: 'template',
  id: 'RS052',
  name: 'implicit-flow',
  severity: 'error',
  rule: 'No app client uses the implicit flow',
  why: 'It hands the access token out in an address, where histories, logs and other pages read it.',
  source: 'RFC 9700, 2.1.2; aws-facts §I',
  fix: 'Use the flow `code` with PKCE',
  judge: ({ clients }) =>
    clients.flatMap(({ name, client }) =>
      when(isImplicit(client), () => [
        inTemplate(client.resource),
        `The client \`${name}\` may use the implicit flow`,
        'Use the flow `code` with PKCE',
      ]),
    ),
}
