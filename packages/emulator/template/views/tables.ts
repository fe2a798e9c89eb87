/**
 * DynamoDB tables (`AWS::DynamoDB::Table`).
 *
 * @module
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
          NonKeyAttributes: z.array(z.string()).default([]),
        }),
      }),
    )
    .default([]),
  // Not emulated, so that a template that comes to use one is noticed.
  LocalSecondaryIndexes: z.undefined().optional(),
  TimeToLiveSpecification: z.object({ AttributeName: z.string(), Enabled: cfnBoolean }).optional(),
})

const Metadata = z.object({ 'scopegate:table': z.string().optional() })

/** All tables, in template order. */
export const tablesOf = (reader: Reader): readonly ResolvedTable[] =>
  reader.ofType('AWS::DynamoDB::Table').map((found) => {
    const properties = reader.properties(found, Properties)
    const ttl = properties.TimeToLiveSpecification
    return {
      logicalId: found.logicalId,
      table: reader.metadata(found, Metadata)['scopegate:table'],
      name: reader.ref(found),
      attributes: properties.AttributeDefinitions.map(({ AttributeName, AttributeType }) => ({
        name: AttributeName,
        type: AttributeType,
      })),
      keys: keysOf(properties.KeySchema),
      indexes: properties.GlobalSecondaryIndexes.map((index) => ({
        name: index.IndexName,
        keys: keysOf(index.KeySchema),
        projection: index.Projection.ProjectionType,
        included: index.Projection.NonKeyAttributes,
      })),
      timeToLive: ttl?.Enabled === true ? ttl.AttributeName : undefined,
    }
  })

const keysOf = (schema: z.output<typeof KeySchema>) =>
  schema.map(({ AttributeName, KeyType }) => ({ name: AttributeName, type: KeyType }))
