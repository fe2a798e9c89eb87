/**
 * The import rules: the product never imports the system, packages meet only through
 * their `exports`, and the local gateway stays a second opinion that shares no code with the services' guard.
 */
import { posix } from 'node:path'
import type { SourceFile } from './sources.ts'

/** For each folder, the packages of this workspace that it may import. The longest matching folder counts. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  // Its tests alone, on the neutral system.
  'packages/contract': ['testing'],
  'packages/template': ['contract'],
  'packages/analysis': ['contract', 'template', 'testing'],
  'packages/trigger': ['contract', 'testing'],
  'packages/http': ['contract', 'testing'],
  'packages/dynamo': ['contract', 'http', 'testing'],
  'packages/account': ['contract', 'http', 'dynamo', 'testing'],
  // Fleet, the neutral system, is a whole one.
  'packages/testing': ['contract', 'http', 'trigger', 'emulator', 'cdk', 'dynamo', 'account'],
  // The entries that it generates import the kit.
  'packages/cdk': ['contract', 'analysis', 'template', 'testing'],
  'packages/emulator': ['template', 'testing'],
  'packages/cli': ['contract', 'analysis', 'template', 'emulator', 'http', 'cdk', 'testing'],
  scopes: ['contract'],
  services: ['contract', 'http', 'dynamo', 'account', 'cli', 'scopes', 'testing'],
  triggers: ['trigger', 'scopes'],
  infra: ['contract', 'cdk', 'scopes'],
  test: [
    'contract',
    'analysis',
    'template',
    'trigger',
    'http',
    'dynamo',
    'account',
    'testing',
    'cdk',
    'emulator',
    'cli',
    'scopes',
    'services',
    'infra',
  ],
  examples: ['contract', 'http', 'dynamo', 'account', 'trigger', 'cdk', 'cli', 'emulator', 'testing'],
  tools: [],
}

const importPattern =
  /^\s*(?:import|export)\b[^'"`;]*?from\s*['"]([^'"]+)['"]|^\s*import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm

/** One line for each import that breaks a rule; none when all is well. */
export function checkImports(files: readonly SourceFile[]): readonly string[] {
  // The rules' own test holds imports as text, and so do the files that `scopes init` writes.
  const judged = files.filter(
    ({ path }) => !/^tools\/check-imports\.test\.ts$|^packages\/cli\/init\/\w+-files\.ts$/.test(path),
  )
  return judged.flatMap(({ path, text }) => specifiers(text).flatMap((specifier) => violation(path, specifier) ?? []))
}

const specifiers = (text: string): readonly string[] =>
  [...text.matchAll(importPattern)].map((match) => match[1] ?? match[2] ?? match[3] ?? '')

function violation(path: string, specifier: string): string | undefined {
  const folder = Object.keys(mayImport)
    .filter((name) => path.startsWith(`${name}/`))
    .sort((a, b) => b.length - a.length)[0]
  if (folder === undefined) return undefined
  const allowed = mayImport[folder] ?? []
  if (specifier.startsWith('.')) {
    const target = posix.join(posix.dirname(path), specifier)
    // Whole programs are told what to run by the checks' own tools.
    if (folder === 'test' && target.startsWith('tools/')) return undefined
    // `plan` reads a commit's stages by themselves: they name the contract's file, and no package.
    if (path === 'infra/stages.ts' && target === 'scopes/contract.ts') return undefined
    if (!target.startsWith(`${folder}/`)) return `${path} imports ${specifier}: name the package instead of its folder`
    return undefined
  }
  const own = /^@scopegate\/([^/]+)/.exec(specifier)?.[1]
  if (own !== undefined) {
    return allowed.includes(own) || own === folder.split('/').at(-1)
      ? undefined
      : `${path} imports ${specifier}: ${folder} may not import ${own}`
  }
  return folder === 'packages/contract' && !path.endsWith('.test.ts')
    ? `${path} imports ${specifier}: the contract imports nothing`
    : undefined
}
