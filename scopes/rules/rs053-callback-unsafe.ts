/**
 * RS053: a deployed client's addresses can receive a code.
 *
 * @module
 */
import { unsafeAddresses } from './client-state.ts'
import type { Finding, TemplateRule } from './rule.ts'
import { inTemplate } from './words.ts'

export const callbackUnsafe: TemplateRule = {
  on: 'template',
  id: 'RS053',
  name: 'callback-unsafe',
  severity: 'error',
  rule: 'A deployed client’s callback and sign-out addresses are exact, and https outside this machine',
  why: 'The authorization code goes there. In the clear, or to an address that somebody else can have, it is read on its way.',
  source: 'RFC 9700, 2.1',
  fix: 'Write an https address, or http://localhost for work on one machine, without `#` and `*`',
  judge: ({ clients }) =>
    clients.flatMap(({ name, client }) =>
      unsafeAddresses(client).map(
        (address): Finding => ({
          place: inTemplate(client.resource),
          cause: `The client \`${name}\` sends people to \`${address}\``,
          fix: 'Write an https or http://localhost address without `#` and `*`',
        }),
      ),
    ),
}
