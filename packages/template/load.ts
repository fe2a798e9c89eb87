/**
 * Reads CloudFormation templates from a file or from a cloud assembly, the folder that `cdk synth` writes: its stacks in
 * deployment order, and where the code of each file asset lies.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { z } from 'zod'
import { TemplateError } from './error.ts'
import { Assets, Manifest, Template } from './schema.ts'

/** One stack as it was written, intrinsic functions untouched. */
export interface Stack {
  /** The stack’s own name; of a template without a manifest, its file’s without the endings. */
  readonly name: string
  readonly template: Template
  /** The template’s file as it stands: what CloudFormation gives back to whoever asks for it. */
  readonly text: string
  /** What the manifest asks of the CDK bootstrap stack; the value of the parameter `BootstrapVersion`. */
  readonly bootstrapVersion: number
}

/** A cloud assembly. */
export interface Assembly {
  readonly directory: string
  readonly stacks: readonly Stack[]
  /** S3 object key → path on this machine. */
  readonly assets: ReadonlyMap<string, string>
}

const ending = '.template.json'
const usualBootstrap = 6

/**
 * The stacks of a cloud assembly and of its stages, as its manifest lists them: older templates may still lie there.
 *
 * @throws {TemplateError} when a file is missing, is not JSON or has another form
 */
export function loadAssembly(directory: string): Assembly {
  const stacks: Stack[] = []
  const assets = new Map<string, string>()
  const { artifacts } = checked(Manifest, read(join(directory, 'manifest.json')), 'manifest of a cloud assembly')
  for (const [id, { type, properties }] of Object.entries(artifacts)) {
    const { templateFile, directoryName, file, stackName, requiresBootstrapStackVersion } = properties
    if (directoryName !== undefined) {
      const stage = loadAssembly(join(directory, directoryName))
      stacks.push(...stage.stacks)
      for (const [key, path] of stage.assets) assets.set(key, path)
    } else if (templateFile !== undefined) {
      const version = requiresBootstrapStackVersion ?? usualBootstrap
      stacks.push(stackIn(join(directory, templateFile), stackName ?? id, version))
    } else if (type === 'cdk:asset-manifest' && file !== undefined) {
      for (const { source, destinations } of Object.values(
        checked(Assets, read(join(directory, file)), 'manifest of assets').files,
      )) {
        for (const { objectKey } of Object.values(destinations)) {
          if (source.path !== undefined) assets.set(objectKey, join(directory, source.path))
        }
      }
    }
  }
  if (stacks.length === 0) throw new TemplateError(undefined, 'The cloud assembly has no stack')
  return { directory, stacks, assets }
}

/**
 * The template of a file, or all templates of a folder: those of a cloud assembly; without a manifest every one below it.
 *
 * @example
 * const stacks = loadTemplates('infra/cdk.out')
 * @throws {TemplateError} when there is none, or one is no CloudFormation template in JSON
 */
export function loadTemplates(path: string): readonly Stack[] {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found === undefined) throw new TemplateError(undefined, 'The template’s file or folder does not exist')
  if (!found.isDirectory()) return [stackIn(path, nameOf(basename(path)))]
  if (existsSync(join(path, 'manifest.json'))) return loadAssembly(path).stacks
  const files = everyTemplate(path)
  if (files.length === 0) throw new TemplateError(undefined, `The folder holds no \`*${ending}\``)
  return files.map((file) => stackIn(join(path, file), nameOf(file)))
}

function everyTemplate(folder: string): readonly string[] {
  try {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    return files.filter((file) => file.endsWith(ending)).sort()
  } catch {
    // A folder below that nobody may read, or that went away meanwhile.
    throw new TemplateError(undefined, 'The folder cannot be read whole')
  }
}

const nameOf = (file: string): string => file.replace(/(?:\.template)?\.json$/, '')

function stackIn(path: string, name: string, bootstrapVersion = usualBootstrap): Stack {
  const file = read(path)
  return { name, template: checked(Template, file, 'CloudFormation template'), text: file.text, bootstrapVersion }
}

interface JsonFile {
  readonly name: string
  readonly text: string
  readonly value: unknown
}

function read(path: string): JsonFile {
  const name = basename(path)
  try {
    const text = readFileSync(path, 'utf8')
    return { name, text, value: JSON.parse(text) }
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    const what = error instanceof SyntaxError ? 'is no JSON' : isMissing ? 'does not exist' : 'cannot be read'
    throw new TemplateError(undefined, `\`${name}\` ${what}`)
  }
}

function checked<S extends z.ZodType>(schema: S, { name, value }: JsonFile, what: string): z.output<S> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const place = result.error.issues[0]?.path.join('.') ?? ''
  const where = place === '' ? '' : `: \`${place}\` is missing or of another type`
  throw new TemplateError(undefined, `\`${name}\` is no ${what}${where}`)
}
