/**
 * Bundles a Lambda entry into self-contained files, the AWS SDK included, so that what was tested is what runs.
 *
 * esbuild's own API instead of CDK's NodejsFunction, which asks for a package manager on the PATH, starts processes by
 * name and falls back to Docker. The folder is named by what is in it, and the asset's hash depends on nothing but the code.
 */
import { createHash, randomUUID } from 'node:crypto'
import { channel } from 'node:diagnostics_channel'
import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { AssetHashType } from 'aws-cdk-lib'
import { type AssetCode, Code } from 'aws-cdk-lib/aws-lambda'
import { type BuildOptions, buildSync, transformSync } from 'esbuild'
import type { Entry } from './entries.ts'

/** Tells who asks which files a bundle is made of: `start` keeps the template as long as none of them changes. */
const bundled = channel('scopegate:bundled')

/** A file of a bundle. */
export interface BundledFile {
  readonly name: string
  readonly contents: Uint8Array
}

/** The function's code: a folder below `<root>/infra/.build` that holds `index`. @throws Error with esbuild's message */
export function bundle(root: string, entry: Entry): AssetCode {
  const files = buildFiles(root, entry)
  const hash = createHash('sha256')
  for (const { name, contents } of files) hash.update(name).update(contents)
  const directory = join(root, 'infra/.build', entry.name, hash.digest('hex').slice(0, 16))
  if (!existsSync(directory)) place(directory, files)
  return Code.fromAsset(directory, { assetHashType: AssetHashType.SOURCE })
}

/** The one file of a bare bundle. */
export function build(root: string, entry: Entry): Uint8Array {
  const [file] = buildFiles(root, entry)
  if (file === undefined) throw new Error(`esbuild made no file of \`${entry.name}\``)
  return file.contents
}

/** The files of a bundle: `index`, and what is loaded later. */
export function buildFiles(
  root: string,
  { name, text, folder, isBare = false, define = {} }: Entry,
): readonly BundledFile[] {
  const { outputFiles, metafile } = buildSync({
    stdin: { contents: text, resolveDir: folder, sourcefile: `${name}.ts`, loader: 'ts' },
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    // ES modules first: they shake smaller than the CommonJS twins.
    mainFields: ['module', 'main'],
    // Names stay, so that a stack still says where it was. No source map: it is twice the code again, and names do.
    minify: true,
    keepNames: !isBare,
    legalComments: 'none',
    write: false,
    metafile: true,
    define: { ...define },
    logLevel: 'silent',
    ...(isBare ? { outfile: 'index.mjs' } : inParts),
  })
  bundled.publish(Object.keys(metafile.inputs).map((input) => join(root, input)))
  return outputFiles.map(({ path, contents }) => ({
    name: basename(path),
    contents: isBare ? contents : asCommonJs(contents),
  }))
}

const inParts = {
  splitting: true,
  outdir: '.',
  entryNames: 'index',
  chunkNames: '[name]-[hash]',
  outExtension: { '.js': '.cjs' },
} as const satisfies BuildOptions

/**
 * An ES module that imports `node:http` loads all that it exports, `WebSocket` and with it Node's `fetch`, which takes longer
 * than the whole start of a bare function; CommonJS does not. esbuild makes parts of ES modules only, so each is turned.
 */
function asCommonJs(contents: Uint8Array): Uint8Array {
  const { code } = transformSync(new TextDecoder().decode(contents), {
    format: 'cjs',
    platform: 'node',
    minifyWhitespace: true,
    supported: { 'dynamic-import': false },
  })
  return new TextEncoder().encode(code)
}

/** Puts the files there in one step: two syntheses at once never read half of them. */
function place(directory: string, files: readonly BundledFile[]): void {
  const fresh = `${directory}.${randomUUID()}`
  mkdirSync(fresh, { recursive: true })
  for (const { name, contents } of files) {
    writeFileSync(join(fresh, name), contents)
    // The asset keeps its mode, and Lambda runs as another user: a developer's umask must not lock it out.
    chmodSync(join(fresh, name), 0o644)
  }
  try {
    renameSync(fresh, directory)
  } catch (error) {
    rmSync(fresh, { recursive: true })
    // The other one was faster, with the same.
    if (!existsSync(directory)) throw error
  }
}
