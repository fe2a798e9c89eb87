/**
 * RS056: deployed access tokens are short-lived, and live as long as Cognito demands.
 *
 * @module
 */
import { hasGoodLife, mostMinutes } from './client-state.ts'
import type { TemplateRule } from './rule.ts'
import { leastTokenMinutes, machinesTokenMinutes, peoplesTokenMinutes } from './token-life.ts'
import { inTemplate, when } from './words.ts'

export const deployedTokenLife: TemplateRule = {
  on: 'template',
  id: 'RS056',
  name: 'deployed-token-life',
  severity: 'error',
  rule: `Deployed access tokens live at least ${leastTokenMinutes} minutes, at most ${peoplesTokenMinutes} for people and ${machinesTokenMinutes} for machines`,
  why: 'Nothing ends an access token early, and Cognito refuses a shorter life. A client that says nothing gets an hour.',
  source: 'aws-facts §D.1, §G',
  fix: 'State `AccessTokenValidity` with its unit',
  judge: ({ clients, expected }) =>
    clients.flatMap(({ pool, name, client }) =>
      when(
        // What the contract itself says, RS026 tells.
        !hasGoodLife(client) && client.accessTokenSeconds !== expected.pools[pool]?.clients[name]?.accessTokenSeconds,
        () => [
          inTemplate(client.resource),
          `The client \`${name}\` has access tokens of ${Number.isFinite(client.accessTokenSeconds) ? `${client.accessTokenSeconds / 60}` : 'unknown'} minutes`,
          `State \`AccessTokenValidity\` as ${leastTokenMinutes} to ${mostMinutes(client)} minutes`,
        ],
      ),
    ),
}
