/**
 * RS063: the services take the tokens of the contract's clients.
 *
 * @module
 */
import type { DeployedSystem } from '../deployed/shape.ts'
import type { TemplateTrust } from '../deployed/template.ts'
import { tiesEach } from './rs061-client-directory-differs.ts'
import type { TemplateRule } from './rule.ts'
import { inTemplate, when } from './words.ts'

function isRight({ pools }: TemplateTrust, expected: DeployedSystem): boolean {
  const wanted = Object.entries(expected.pools)
  if (Object.keys(pools).length !== wanted.length) return false
  return wanted.every(([name, { clients }]) => {
    const told = pools[name]
    return told !== undefined && told.tokensOf === name && tiesEach(told.clients, Object.keys(clients))
  })
}

export const servicesTrustDiffers: TemplateRule = {
  on: 'template',
  id: 'RS063',
  name: 'services-trust-differs',
  severity: 'error',
  rule: 'The services’ variable `POOLS` names each pool with its own issuer and the ids of its own clients',
  why: 'It is all that the second gate trusts. A foreign issuer there forges any caller; a wrong name takes one client for another.',
  source: 'services/http/pools.ts',
  fix: 'Write the variable from the pools and clients themselves, as infra/aws/functions/pools-variable.ts does',
  judge: ({ template, expected }) =>
    template.trusts.flatMap((trust) =>
      when(!isRight(trust, expected), () => [
        inTemplate(trust.resource),
        'The function’s variable `POOLS` names other pools, issuers or clients than the template has',
        'Write it from the pools and clients themselves',
      ]),
    ),
}
