/** App clients (`AWS::Cognito::UserPoolClient`). */
import { z } from 'zod'
import { clientSettings, effectiveSettings } from '../client-settings.ts'
import type { ResolvedClient } from '../model.ts'
import { cfnBoolean, cfnNumber, type Found, type Reader } from '../reader.ts'
import { clientSecretOf } from '../references.ts'

const Properties = clientSettings(cfnNumber, cfnBoolean).extend({
  ClientName: z.string(),
  UserPoolId: z.string(),
  GenerateSecret: cfnBoolean.default(false),
})

const Metadata = z.object({
  'scopegate:client': z.string(),
  'scopegate:kind': z.enum(['browser', 'native', 'web', 'sdk', 'machine']),
  'scopegate:org': z.string().optional(),
})

/** The clients of the pool with that id, in template order. */
export const clientsOf = (reader: Reader, poolId: string): readonly ResolvedClient[] =>
  reader
    .ofType('AWS::Cognito::UserPoolClient')
    .map((found) => ({ found, properties: reader.properties(found, Properties) }))
    .filter(({ properties }) => properties.UserPoolId === poolId)
    .map(({ found, properties }) => clientOf(reader, found, properties))

function clientOf(reader: Reader, found: Found, properties: z.output<typeof Properties>): ResolvedClient {
  const { stack, logicalId } = found
  const metadata = reader.metadata(found, Metadata)
  const context = reader.evaluator.context(stack, logicalId, reader.place(found, 'Properties.GenerateSecret'))
  return {
    logicalId,
    name: metadata['scopegate:client'],
    title: properties.ClientName,
    id: reader.ref(found),
    secret: properties.GenerateSecret ? clientSecretOf(context) : undefined,
    kind: metadata['scopegate:kind'],
    org: metadata['scopegate:org'],
    // Documented: revocation is on for clients that say nothing.
    ...effectiveSettings(properties, true),
  }
}
