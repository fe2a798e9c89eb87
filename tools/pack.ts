/**
 * `pnpm run pack:all <folder>`: builds every package to JavaScript and type declarations, and writes a tarball of each into the
 * folder, ready for `npm install`. The workspace itself runs the TypeScript; only packing builds.
 */
import { execFileSync } from 'node:child_process'
import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { root, runBin } from './run.ts'

interface Manifest {
  readonly name: string
  readonly version: string
  readonly private?: boolean
  readonly exports: Readonly<Record<string, string>>
  readonly bin?: Readonly<Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
}

/** What is not for those who install the package: its own tests and what they need. */
const left = ['**/*.test.ts', '**/node_modules/**', 'testing/fleet/**', '*/testing/**', '**/.build/**', '**/cdk.out/**']

const javascript = (path: string): string => path.replace(/\.ts$/, '.js')
const declaration = (path: string): string => path.replace(/\.ts$/, '.d.ts')

/** The manifest as it is published: JavaScript in the place of TypeScript, versions in the place of the workspace's. */
function published(manifest: Manifest): object {
  const { exports, bin, dependencies = {}, version } = manifest
  const kept = Object.entries(manifest).filter(([field]) => field !== 'devDependencies' && field !== 'private')
  return {
    ...Object.fromEntries<unknown>(kept),
    exports: Object.fromEntries(
      Object.entries(exports).map(([key, path]) => [key, { types: declaration(path), default: javascript(path) }]),
    ),
    ...(bin === undefined
      ? {}
      : { bin: Object.fromEntries(Object.entries(bin).map(([name, path]) => [name, javascript(path)])) }),
    dependencies: Object.fromEntries(
      Object.entries(dependencies).map(([name, range]) => [name, range.startsWith('workspace:') ? version : range]),
    ),
  }
}

/** Emits all packages at once, so that each is compiled against the others as they are. */
async function emit(out: string): Promise<void> {
  const packages = `${root}packages`
  const configuration = {
    extends: `${root}tsconfig.json`,
    compilerOptions: {
      noEmit: false,
      declaration: true,
      outDir: out,
      rootDir: packages,
      rewriteRelativeImportExtensions: true,
      allowJs: false,
      checkJs: false,
      typeRoots: [`${root}node_modules/@types`],
    },
    include: [`${packages}/**/*.ts`],
    exclude: left.map((pattern) => `${packages}/${pattern}`),
  }
  const file = join(out, 'tsconfig.json')
  writeFileSync(file, JSON.stringify(configuration))
  if ((await runBin('tsc', '--project', file)) !== 0) throw new Error('The packages do not compile')
  rmSync(file)
  // What is no import is not rewritten: workers and entries that are found by their address.
  for (const path of globSync('**/*.js', { cwd: out })) {
    const text = readFileSync(join(out, path), 'utf8')
    const address = /(new URL\(['"]\.{1,2}\/[^'"]+)\.ts(['"], import\.meta\.url\))/g
    if (address.test(text)) writeFileSync(join(out, path), text.replace(address, '$1.js$2'))
  }
}

/** Writes the tarballs and returns their paths. */
export async function pack(folder: string): Promise<readonly string[]> {
  const out = mkdtempSync(join(tmpdir(), 'scopegate-pack-'))
  try {
    await emit(out)
    mkdirSync(folder, { recursive: true })
    return globSync('packages/*/package.json', { cwd: root })
      .toSorted()
      .map((path) => {
        const name = path.split('/')[1] ?? ''
        const manifest = JSON.parse(readFileSync(root + path, 'utf8')) as Manifest
        const staged = join(out, name)
        writeFileSync(join(staged, 'package.json'), `${JSON.stringify(published(manifest), null, 2)}\n`)
        cpSync(`${root}LICENSE`, join(staged, 'LICENSE'))
        // What the emulator's messages point at.
        if (name === 'emulator') cpSync(`${root}docs/emulated.md`, join(staged, 'docs/emulated.md'))
        for (const extra of globSync('**/*.{json,css,html,md,txt}', {
          cwd: `${root}packages/${name}`,
          exclude: ['**/node_modules/**', 'testing/**', 'fleet/**', 'package.json', '**/.build/**', '**/cdk.out/**'],
        })) {
          mkdirSync(dirname(join(staged, extra)), { recursive: true })
          cpSync(`${root}packages/${name}/${extra}`, join(staged, extra))
        }
        const [packed = ''] = execFileSync('npm', ['pack', '--silent', '--pack-destination', resolve(folder)], {
          cwd: staged,
          encoding: 'utf8',
        })
          .trim()
          .split('\n')
        return join(resolve(folder), packed)
      })
  } finally {
    rmSync(out, { recursive: true, force: true })
  }
}

if (import.meta.main) {
  const [folder] = process.argv.slice(2)
  if (folder === undefined) {
    console.error('Give the folder that the tarballs go into: `pnpm run pack:all <folder>`')
    process.exitCode = 2
  } else {
    for (const file of await pack(folder)) console.log(file)
  }
}
