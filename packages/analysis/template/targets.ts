/**
 * Where a route leads: the function behind its integration.
 *
 * @module
 */
import { constructName, functionsByArn } from './functions.ts'
import type { Found, Reader } from './resources.ts'

/** What an integration of ours says. Any other field could send the request elsewhere or change it on its way. */
const plain = new Set([
  'ApiId',
  'IntegrationType',
  'IntegrationUri',
  'PayloadFormatVersion',
  'Description',
  'TimeoutInMillis',
])

/** The function’s name by a route’s `Target`. Only integrations that hand the request on to it as it is. */
export function readTargets(reader: Reader): ReadonlyMap<string, string> {
  const functions = functionsByArn(reader)
  // Two functions of one name: nobody knows which is meant.
  const named = Map.groupBy([...functions.values()], (found) => constructName(found))
  const isPlain = (found: Found) =>
    reader.text(found, 'IntegrationType') === 'AWS_PROXY' &&
    Object.keys(found.properties).every((field) => plain.has(field))
  return new Map(
    reader
      .ofType('AWS::ApiGatewayV2::Integration')
      .filter(isPlain)
      .flatMap((found): readonly (readonly [string, string])[] => {
        const target = functions.get(reader.text(found, 'IntegrationUri') ?? '')
        const name = target === undefined ? undefined : constructName(target)
        return name === undefined || named.get(name)?.length !== 1 ? [] : [[`integrations/${found.reference}`, name]]
      }),
  )
}
