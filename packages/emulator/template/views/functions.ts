/** Lambda functions (`AWS::Lambda::Function`). */

import { existsSync } from 'node:fs'
import { TemplateError } from '@scopegate/template'
import { z } from 'zod'
import type { ResolvedFunction } from '../model.ts'
import { cfnNumber, type Found, type Reader } from '../reader.ts'

const Properties = z.object({
  Runtime: z.string().regex(/^nodejs\d+\.x$/),
  Handler: z.string().regex(/^[\w./-]+\.\w+$/),
  Code: z.object({ S3Bucket: z.string(), S3Key: z.string() }),
  Environment: z.object({ Variables: z.record(z.string(), z.coerce.string()).default({}) }).prefault({}),
  // Documented defaults: 3 seconds, 128 MiB.
  Timeout: cfnNumber.default(3),
  MemorySize: cfnNumber.default(128),
})

const Metadata = z.object({ 'aws:cdk:path': z.string().optional() })

/** All functions, in template order. */
export const functionsOf = (reader: Reader): readonly ResolvedFunction[] =>
  reader.ofType('AWS::Lambda::Function').map((found) => functionOf(reader, found))

export function functionOf(reader: Reader, found: Found) {
  const { Code, Environment, Handler, MemorySize, Timeout } = reader.properties(found, Properties)
  const assetPath = reader.assets.get(Code.S3Key)
  if (assetPath === undefined || !existsSync(assetPath)) {
    throw new TemplateError(reader.place(found, 'Properties.Code.S3Key'), 'the cloud assembly has no such asset')
  }
  return {
    logicalId: found.logicalId,
    name: reader.ref(found),
    /** A short name for people and log files: `fleet`, `garage-TokenTrigger`. */
    label: labelOf(reader, found),
    /** The folder of its code. */
    assetPath,
    handler: Handler,
    /** The variables that the template gives it, and no other. */
    environment: Object.fromEntries(
      Object.entries(Environment.Variables).map(([name, value]) => [name, reader.localIssuers(value)]),
    ),
    timeoutSeconds: Timeout,
    /** In MiB. */
    memory: MemorySize,
  }
}

/** `Scopegate/garage/TokenTrigger/Resource` → `garage-TokenTrigger`. */
function labelOf(reader: Reader, found: Found): string {
  const path = reader.metadata(found, Metadata)['aws:cdk:path']
  const label = path
    ?.split('/')
    .slice(1, -1)
    .join('-')
    .replaceAll(/[^\w-]/g, '')
  return label === undefined || label === '' ? found.logicalId : label
}
