/**
 * RS065: a template says what it deploys.
 *
 * @module
 */
import type { TemplateRule } from './rule.ts'
import { inTemplate } from './words.ts'

export const leftToDeployment: TemplateRule = {
  on: 'template',
  id: 'RS065',
  name: 'left-to-deployment',
  severity: 'error',
  rule: 'No parameter, condition or look-up decides what a resource is',
  why: 'What was judged harmless would be something else with another parameter. A default binds nobody.',
  source: 'docs/command-line.md',
  fix: 'Write the value out, or give the parameter one allowed value; let infra/deployment.json and the contract decide',
  judge: ({ template }) =>
    template.unknowns.map(({ resource, what }) => ({
      place: inTemplate(resource),
      cause: `The template leaves ${what} to the deployment, so that it cannot be judged`,
      fix: 'Write the value out',
    })),
}
