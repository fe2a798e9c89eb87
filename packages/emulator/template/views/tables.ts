/**
 * DynamoDB tables (`AWS::DynamoDB::Table`). Attributes, keys and indexes stay as CloudFormation writes them: DynamoDB's API
 * takes them so.
 */
import { z } from 'zod'
import type { ResolvedTable } from '../model.ts'
import { cfnBoolean, type Reader } from '../reader.ts'

const KeySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) })).min(1)

const Properties = z.object({
  AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) })),
  KeySchema,
  GlobalSecondaryIndexes: z
    .array(
      z.object({
        IndexName: z.string(),
        KeySchema,
        Projection: z.object({
          ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']),
          NonKeyAttributes: z.array(z.string()).optional(),
        }),
      }),
    )
    .optional(),
  // Not emulated, so that a template that comes to use one is noticed.
  LocalSecondaryIndexes: z.undefined().optional(),
  TimeToLiveSpecification: z.object({ AttributeName: z.string(), Enabled: cfnBoolean }).optional(),
})

export type TableProperties = z.output<typeof Properties>

const Metadata = z.object({ 'scopegate:table': z.string().optional() })

/** All tables, in template order. */
export const tablesOf = (reader: Reader): readonly ResolvedTable[] =>
  reader.ofType('AWS::DynamoDB::Table').map((found) => {
    const {
      TimeToLiveSpecification: ttl,
      LocalSecondaryIndexes: _,
      ...properties
    } = reader.properties(found, Properties)
    return {
      ...properties,
      logicalId: found.logicalId,
      table: reader.metadata(found, Metadata)['scopegate:table'],
      name: reader.ref(found),
      timeToLive: ttl?.Enabled === true ? ttl.AttributeName : undefined,
    }
  })
