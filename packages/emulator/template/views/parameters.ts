/**
 * Parameters of the Parameter Store (`AWS::SSM::Parameter`).
 *
 * @module
 */
import { z } from 'zod'
import type { ResolvedParameter } from '../model.ts'
import type { Reader } from '../reader.ts'

const Properties = z.object({ Type: z.literal('String'), Value: z.string() })

/** All String parameters, in template order. */
export const parametersOf = (reader: Reader): readonly ResolvedParameter[] =>
  reader.ofType('AWS::SSM::Parameter').map((found) => ({
    name: reader.ref(found),
    value: reader.localIssuers(reader.properties(found, Properties).Value),
  }))
