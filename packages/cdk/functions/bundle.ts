/**
 * Bundles a Lambda entry into one self-contained file, the AWS SDK included, so that what was tested is what runs.
 *
 * esbuild's own API instead of CDK's NodejsFunction, which asks for a package manager on the PATH, starts processes by
 * name and falls back to Docker. The file is replaced in one step and only when it changed: two syntheses at once never
 * read half of it, and the asset's hash depends on nothing but the code.
 */
import { randomUUID } from 'node:crypto'
import { channel } from 'node:diagnostics_channel'
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AssetHashType } from 'aws-cdk-lib'
import { type AssetCode, Code } from 'aws-cdk-lib/aws-lambda'
import { buildSync } from 'esbuild'
import type { Entry } from './entries.ts'

/** CommonJS packages inside the bundle call `require` for Node's own modules, and an ES module has none. */
const banner =
  "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);"

/** Tells who asks which files a bundle is made of: `start` keeps the template as long as none of them changes. */
const bundled = channel('scopegate:bundled')

/** The function's code: a folder of `<root>/infra/.build` that holds `index.mjs`. @throws Error with esbuild's message */
export function bundle(root: string, entry: Entry): AssetCode {
  const directory = join(root, 'infra/.build', entry.name)
  mkdirSync(directory, { recursive: true })
  replaceWhenChanged(directory, build(root, entry))
  return Code.fromAsset(directory, { assetHashType: AssetHashType.SOURCE })
}

export function build(root: string, { name, text, folder, isBare = false }: Entry): Uint8Array {
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
    banner: isBare ? {} : { js: banner },
    write: false,
    metafile: true,
    logLevel: 'silent',
  })
  const [file] = outputFiles
  bundled.publish(Object.keys(metafile.inputs).map((input) => join(root, input)))
  if (file === undefined) throw new Error(`esbuild made no file of \`${name}\``)
  return file.contents
}

function replaceWhenChanged(directory: string, contents: Uint8Array): void {
  const path = join(directory, 'index.mjs')
  if (existsSync(path) && readFileSync(path).equals(contents)) return
  // Beside the folder, not in it: whatever lies in it is part of the asset.
  const fresh = `${directory}.${randomUUID()}`
  writeFileSync(fresh, contents)
  // The asset keeps its mode, and Lambda runs as another user: a developer's umask must not lock it out.
  chmodSync(fresh, 0o644)
  renameSync(fresh, path)
}
