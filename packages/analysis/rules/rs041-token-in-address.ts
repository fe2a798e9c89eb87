/**
 * RS041: a token travels in its header.
 *
 * @module
 */
import type { TemplateRule } from './rule.ts'
import { inTemplate, when } from './words.ts'

const header = '$request.header.authorization'

export const tokenInAddress: TemplateRule = {
  on: 'template',
  id: 'RS041',
  name: 'token-in-address',
  severity: 'error',
  rule: 'An authorizer takes the token from the header `Authorization`',
  why: 'A token in an address stands in histories and logs, and the services look for it in the header alone.',
  source: 'RFC 6750, 2.3',
  fix: `Write \`$request.header.Authorization\` as the one identity source`,
  judge: ({ apis }) =>
    apis.flatMap(({ name, api }) =>
      api.authorizers.flatMap(({ resource, identitySources }) =>
        when(identitySources.length !== 1 || identitySources[0]?.toLowerCase() !== header, () => [
          inTemplate(resource),
          `An authorizer of the API \`${name}\` takes the token from elsewhere than the header \`Authorization\``,
          'Write `$request.header.Authorization` as the one identity source',
        ]),
      ),
    ),
}
