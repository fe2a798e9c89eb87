/**
 * RS053: a deployed client's addresses can receive a code.
 *
 * @module
 */
import type { TemplateClient } from '../deployed/template.ts'
import { unsafeAddresses } from './client-state.ts'
import { shownAddress } from './code-address.ts'
import type { Finding, TemplateRule } from './rule.ts'
import { inTemplate } from './words.ts'

/** The address that is taken where a request names none: Cognito demands that it is among the callback addresses. */
const foreignDefault = ({ defaultRedirectUri, callbackUrls }: TemplateClient): readonly string[] =>
  defaultRedirectUri === undefined || callbackUrls.includes(defaultRedirectUri) ? [] : [defaultRedirectUri]

export const callbackUnsafe: TemplateRule = {
  on: 'template',
  id: 'RS053',
  name: 'callback-unsafe',
  severity: 'error',
  rule: 'A deployed client’s callback and sign-out addresses are exact, and https outside this machine',
  why: 'The authorization code goes there. In the clear, or to an address that somebody else can have, it is read on its way.',
  source: 'RFC 9700, 2.1',
  fix: 'Write an https address, or http://localhost for work on one machine, as a browser shows it, without `#`, `*` and `@`',
  judge: ({ clients }) =>
    clients.flatMap(({ name, client }) =>
      [...unsafeAddresses(client), ...foreignDefault(client)].map(
        (address): Finding => ({
          place: inTemplate(client.resource),
          cause: `The client \`${name}\` sends people to \`${shownAddress(address)}\``,
          fix: 'Write an https or http://localhost address as a browser shows it, without `#`, `*` and `@`',
        }),
      ),
    ),
}
