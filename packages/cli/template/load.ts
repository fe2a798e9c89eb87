/**
 * Reads CloudFormation templates from a file or from a cloud assembly’s folder, intrinsic functions untouched.
 *
 * @module
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { z } from 'zod'
import { Failure } from '../program/failure.ts'

const Table = z.record(z.string(), z.unknown())

const Template = z.looseObject({
  Resources: z.record(
    z.string(),
    z.looseObject({
      Type: z.string(),
      Properties: Table.default({}),
      Metadata: Table.default({}),
      Condition: z.unknown().optional(),
      DependsOn: z.union([z.string(), z.array(z.string())]).optional(),
    }),
  ),
  Transform: z.unknown().optional(),
  Metadata: Table.default({}),
  Parameters: z
    .record(z.string(), z.looseObject({ Type: z.unknown(), AllowedValues: z.array(z.unknown()).optional() }))
    .default({}),
  Outputs: z
    .record(z.string(), z.looseObject({ Value: z.unknown(), Export: z.looseObject({ Name: z.unknown() }).optional() }))
    .default({}),
})

const Manifest = z.object({
  artifacts: z.record(
    z.string(),
    z.looseObject({
      properties: z
        .looseObject({ templateFile: z.string().optional(), directoryName: z.string().optional() })
        .default({}),
    }),
  ),
})

/** One stack’s template as it stands in its file. */
export interface Stack extends z.output<typeof Template> {
  /** The file’s name in its folder without its endings: the stack’s own name wherever CDK wrote it. */
  readonly name: string
}

const ending = '.template.json'

/**
 * The template of a file, or all templates of a folder: those that the manifest of a cloud assembly names, in its stages
 * too, because CDK leaves older ones lying there; without a manifest every one below it.
 *
 * @throws {Failure} when there is none, or one is no CloudFormation template in JSON
 */
export function loadTemplates(path: string): readonly Stack[] {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found === undefined) throw new Failure('The template’s file or folder does not exist', hint)
  if (!found.isDirectory()) return [read(path, basename(path))]
  const files = existsSync(join(path, 'manifest.json')) ? listed(path, '') : everyTemplate(path)
  if (files.length === 0) throw new Failure(`The folder holds no \`*${ending}\``, hint)
  return files.map((file) => read(join(path, file), file))
}

function everyTemplate(folder: string): readonly string[] {
  try {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    return files.filter((file) => file.endsWith(ending)).sort()
  } catch {
    // A folder below that nobody may read, or that went away meanwhile.
    throw new Failure('The folder cannot be read whole', hint)
  }
}

/** The template files of a cloud assembly in a folder below `root`. */
function listed(root: string, folder: string): readonly string[] {
  const file = join(root, folder, 'manifest.json')
  const result = Manifest.safeParse(json(file))
  if (!result.success) throw new Failure(`\`${basename(file)}\` is no manifest of a cloud assembly`, hint)
  return Object.values(result.data.artifacts).flatMap(({ properties: { templateFile, directoryName } }) => {
    if (directoryName !== undefined) return listed(root, join(folder, directoryName))
    return templateFile === undefined ? [] : [join(folder, templateFile)]
  })
}

const hint = 'give a template in JSON or the folder that `npx -y pnpm@12.21.0 synth` writes, `infra/cdk.out`'

function read(file: string, name: string): Stack {
  const result = Template.safeParse(withoutNoValue(json(file)))
  if (result.success) return { ...result.data, name: name.replace(/(?:\.template)?\.json$/, '') }
  const place = result.error.issues[0]?.path.join('.') ?? ''
  const where = place === '' ? '' : `: \`${place}\` is missing or of another type`
  throw new Failure(`\`${basename(file)}\` is no CloudFormation template${where}`, hint)
}

function json(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    if (error instanceof SyntaxError) throw new Failure(`\`${basename(file)}\` is no JSON`, hint)
    throw new Failure(`\`${basename(file)}\` cannot be read`, 'synthesize again, or let the user who runs this read it')
  }
}

/** `AWS::NoValue` takes away the field or the entry that it stands in: afterwards nobody has to know. */
function withoutNoValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((entry) => !isNoValue(entry)).map(withoutNoValue)
  if (typeof value !== 'object' || value === null) return value
  const kept = Object.entries({ ...value }).filter(([, entry]) => !isNoValue(entry))
  return Object.fromEntries(kept.map(([key, entry]) => [key, withoutNoValue(entry)]))
}

const isNoValue = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'Ref' in value && value.Ref === 'AWS::NoValue'
