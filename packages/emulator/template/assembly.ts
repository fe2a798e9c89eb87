/**
 * Reads a cloud assembly, the folder that `cdk synth` writes: its stacks in deployment order, and where the code of
 * each file asset lies.
 *
 * @module
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { TemplateError } from './error.ts'

const Manifest = z.object({
  artifacts: z.record(
    z.string(),
    z.looseObject({
      type: z.string(),
      properties: z
        .looseObject({
          templateFile: z.string().optional(),
          file: z.string().optional(),
          stackName: z.string().optional(),
          requiresBootstrapStackVersion: z.number().optional(),
        })
        .optional(),
    }),
  ),
})

const Resource = z.looseObject({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  Metadata: z.record(z.string(), z.unknown()).default({}),
  Condition: z.string().optional(),
})

const Template = z.looseObject({
  Resources: z.record(z.string(), Resource).default({}),
  Conditions: z.record(z.string(), z.unknown()).default({}),
  Parameters: z.record(z.string(), z.looseObject({ Type: z.string(), Default: z.unknown().optional() })).default({}),
  Outputs: z
    .record(z.string(), z.looseObject({ Value: z.unknown(), Export: z.object({ Name: z.unknown() }).optional() }))
    .default({}),
})

const Assets = z.looseObject({
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

export type TemplateResource = z.output<typeof Resource>

/** One stack as CDK wrote it, intrinsics unresolved. */
export interface LoadedStack {
  readonly name: string
  readonly template: z.output<typeof Template>
  /** The template's file, byte by byte: what CloudFormation gives back to whoever asks for it. */
  readonly text: string
  /** What the manifest asks of the CDK bootstrap stack; the value of the `BootstrapVersion` parameter. */
  readonly bootstrapVersion: number
}

export interface LoadedTemplate {
  readonly directory: string
  readonly stacks: readonly LoadedStack[]
  /** S3 object key → path on this machine. */
  readonly assets: ReadonlyMap<string, string>
}

/** @throws TemplateError when a file is missing, is not JSON or has another shape. */
export function loadTemplate(directory: string): LoadedTemplate {
  const { artifacts } = read(directory, 'manifest.json', Manifest)
  const stacks: LoadedStack[] = []
  const assets = new Map<string, string>()
  for (const [id, { type, properties = {} }] of Object.entries(artifacts)) {
    if (type === 'aws:cloudformation:stack') {
      if (properties.templateFile === undefined) {
        throw new TemplateError('manifest.json', `the stack \`${id}\` names no \`templateFile\``)
      }
      stacks.push({
        name: properties.stackName ?? id,
        template: read(directory, properties.templateFile, Template),
        text: readFileSync(join(directory, properties.templateFile), 'utf8'),
        bootstrapVersion: properties.requiresBootstrapStackVersion ?? 6,
      })
    }
    if (type === 'cdk:asset-manifest' && properties.file !== undefined) {
      for (const { source, destinations } of Object.values(read(directory, properties.file, Assets).files)) {
        for (const { objectKey } of Object.values(destinations)) {
          if (source.path !== undefined) assets.set(objectKey, join(directory, source.path))
        }
      }
    }
  }
  if (stacks.length === 0) throw new TemplateError('manifest.json', 'the cloud assembly has no stack')
  return { directory, stacks, assets }
}

function read<S extends z.ZodType>(directory: string, file: string, schema: S): z.output<S> {
  let value: unknown
  try {
    value = JSON.parse(readFileSync(join(directory, file), 'utf8'))
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    throw new TemplateError(file, missing ? 'the file is missing in the cloud assembly' : 'the file is not valid JSON')
  }
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const fields = result.error.issues.map((issue) => `\`${issue.path.join('.')}\``).join(', ')
  throw new TemplateError(file, `missing or malformed: ${fields}`)
}
