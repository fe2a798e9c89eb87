/**
 * RS059: an API answers the pages of its pool's browser clients, and no others.
 *
 * @module
 */
import type { DeployedCors } from '../deployed/shape.ts'
import { hasWildcard } from './rs058-cors-wildcard.ts'
import type { TemplateRule } from './rule.ts'
import { tellDifference } from './same.ts'
import { inTemplate } from './words.ts'

const none: DeployedCors = { origins: [], methods: [], headers: [], credentials: false }

export const corsDiffers: TemplateRule = {
  on: 'template',
  id: 'RS059',
  name: 'cors-differs',
  severity: 'error',
  rule: 'An API answers preflights of the pages of its pool’s browser clients, for what its operations take, without cookies',
  why: 'An origin too many lets foreign pages call; one too few, or a method or header, breaks our own. Cookies mean nothing here.',
  source: 'aws-facts §E.4',
  fix: 'Derive origins and methods from the contract, as packages/cdk/api/cors.ts does',
  judge: ({ apis }) =>
    apis.flatMap(({ name, api: { resource, cors = none }, wanted }) => {
      if (wanted === undefined || hasWildcard(cors.origins)) return []
      const { origins, methods, headers } = wanted.cors ?? none
      const told = [
        ['origins', tellDifference(cors.origins, origins)],
        ['methods', tellDifference(cors.methods, methods)],
        [
          'headers',
          tellDifference(
            cors.headers.map((header) => header.toLowerCase()),
            headers,
          ),
        ],
        ['credentials', cors.credentials ? 'are allowed' : undefined],
      ] as const
      return told.flatMap(([what, differs]) =>
        differs === undefined
          ? []
          : [
              {
                place: inTemplate(resource),
                cause:
                  what === 'credentials'
                    ? `The API of \`${name}\` allows pages to send cookies`
                    : `Of allowed ${what} the API of \`${name}\` ${differs}`,
                fix: 'Derive it from the contract, as packages/cdk/api/cors.ts does',
              },
            ],
      )
    }),
}
