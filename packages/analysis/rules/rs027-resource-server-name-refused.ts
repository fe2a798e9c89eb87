/**
 * RS027: a resource server's identifier and name are ones that Cognito takes.
 *
 * @module
 */
import type { ContractRule } from './rule.ts'
import { at, when } from './words.ts'

const identifier = /^[\x21\x23-\x5B\x5D-\x7E]{1,256}$/
const displayName = /^[\w\s+=,.@-]{1,256}$/

export const resourceServerNameRefused: ContractRule = {
  on: 'contract',
  id: 'RS027',
  name: 'resource-server-name-refused',
  severity: 'error',
  rule: 'A resource server’s identifier and name match Cognito’s patterns',
  why: 'Cognito refuses the resource server, and the deployment stops half way.',
  source: 'aws-facts §D.1',
  fix: 'Write an identifier of printable ASCII without blanks, `"` and `\\`, and a name of letters, digits, blanks and `_+=,.@-`; 1 to 256 characters each',
  judge: ({ contract }) =>
    Object.entries(contract.resourceServers).flatMap(([name, spec]) => [
      ...when(!identifier.test(name), () => [
        at('resourceServers', name),
        `The resource server \`${name}\` has an identifier that Cognito refuses`,
        'Write 1 to 256 characters of printable ASCII without blanks, `"` and `\\`',
      ]),
      ...when(
        // No type checker may have looked: a missing name is `undefined`, which the pattern would take as text.
        typeof spec.name !== 'string' || !displayName.test(spec.name),
        () => [
          at('resourceServers', name, 'name'),
          `The resource server \`${name}\` has a \`name\` that Cognito refuses`,
          'Write 1 to 256 letters, digits, blanks and `_+=,.@-`',
        ],
      ),
    ]),
}
