/** The form of a template, of a cloud assembly’s manifest and of its assets, as far as they are read. */
import { z } from 'zod'

const Fields = z.record(z.string(), z.unknown())

const Resource = z.looseObject({
  Type: z.string(),
  Properties: Fields.default({}),
  Metadata: Fields.default({}),
  Condition: z.string().optional(),
  DependsOn: z.union([z.string(), z.array(z.string())]).optional(),
})

const Parameter = z.looseObject({
  Type: z.string(),
  Default: z.unknown().optional(),
  AllowedValues: z.array(z.unknown()).optional(),
})

const Output = z.looseObject({ Value: z.unknown(), Export: z.looseObject({ Name: z.unknown() }).optional() })

/** A CloudFormation template, intrinsic functions untouched. */
export const Template = z.looseObject({
  Resources: z.record(z.string(), Resource),
  Conditions: Fields.default({}),
  Metadata: Fields.default({}),
  Parameters: z.record(z.string(), Parameter).default({}),
  Outputs: z.record(z.string(), Output).default({}),
  Transform: z.unknown().optional(),
})

export type Template = z.output<typeof Template>
export type TemplateResource = z.output<typeof Resource>

export const Manifest = z.object({
  artifacts: z.record(
    z.string(),
    z.looseObject({
      type: z.string(),
      properties: z
        .looseObject({
          templateFile: z.string().optional(),
          directoryName: z.string().optional(),
          file: z.string().optional(),
          stackName: z.string().optional(),
          requiresBootstrapStackVersion: z.number().optional(),
        })
        .default({}),
    }),
  ),
})

export const Assets = z.looseObject({
  files: z
    .record(
      z.string(),
      z.looseObject({
        source: z.looseObject({ path: z.string().optional() }),
        destinations: z.record(z.string(), z.looseObject({ objectKey: z.string() })),
      }),
    )
    .default({}),
})
