/**
 * RS028: a scope's name and description are ones that Cognito takes.
 *
 * @module
 */
import type { ContractRule } from './rule.ts'
import { at, when } from './words.ts'

const scopeName = /^[\x21\x23-\x2E\x30-\x5B\x5D-\x7E]{1,256}$/

/** Of a scope as a client lists it: `<identifier>/<scope name>`. */
const longestWire = 256

const isDescription = (text: unknown) => typeof text === 'string' && text.length >= 1 && text.length <= 256

export const scopeNameRefused: ContractRule = {
  on: 'contract',
  id: 'RS028',
  name: 'scope-name-refused',
  severity: 'error',
  rule: 'A scope’s name and description match Cognito’s patterns, and with its resource server it has at most 256 characters',
  why: 'Cognito refuses the resource server or the client, and the deployment stops half way.',
  source: 'aws-facts §D.1',
  fix: 'Write a name of printable ASCII without blanks, `"`, `/` and `\\`, and a description of 1 to 256 characters',
  judge: ({ contract, scopes }) =>
    scopes.flatMap(({ scope, wire, resourceServer }) => {
      const place = at('resourceServers', resourceServer, 'scopes', scope)
      return [
        ...when(!scopeName.test(scope), () => [
          place,
          `The scope \`${scope}\` has a name that Cognito refuses`,
          'Write 1 to 256 characters of printable ASCII without blanks, `"`, `/` and `\\`',
        ]),
        ...when(wire.length > longestWire, () => [
          place,
          `The scope \`${scope}\` has ${wire.length} characters with its resource server, and Cognito takes ${longestWire}`,
          'Shorten its name or the resource server’s',
        ]),
        ...when(!isDescription(contract.resourceServers[resourceServer]?.scopes[scope]?.description), () => [
          place,
          `The scope \`${scope}\` has a \`description\` that Cognito refuses`,
          'Write 1 to 256 characters',
        ]),
      ]
    }),
}
