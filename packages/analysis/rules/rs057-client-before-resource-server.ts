/**
 * RS057: a client is made after the resource servers whose scopes it lists.
 *
 * @module
 */
import { quoted } from '@scopegate/contract/quoted'
import type { TemplateRule } from './rule.ts'
import { inTemplate, when } from './words.ts'

export const clientBeforeResourceServer: TemplateRule = {
  on: 'template',
  id: 'RS057',
  name: 'client-before-resource-server',
  severity: 'error',
  rule: 'A client depends on each resource server whose scopes it lists',
  why: 'CloudFormation may make the client first, and Cognito refuses scopes that do not exist yet: the first deployment fails.',
  source: 'aws-facts §I',
  fix: 'Refer to the resource server in the scope instead of writing its identifier, or add a `DependsOn`',
  judge: ({ clients }) =>
    clients.flatMap(({ name, client: { resource, undeclaredServers } }) =>
      when(undeclaredServers.length > 0, () => [
        inTemplate(resource),
        `The client \`${name}\` lists scopes of ${quoted(undeclaredServers)} and does not depend on it`,
        'Refer to the resource server in the scope, or add a `DependsOn`',
      ]),
    ),
}
