/**
 * `pnpm check`: types, lint, format, import rules, generated pages, file sizes, and the rules of the contract and its
 * template. Runs them all, says which failed, and exits 1 if any did.
 */
import { checkImports } from './check-imports.ts'
import { checkSizes } from './check-sizes.ts'
import { checkWords } from './check-words.ts'
import { root, run, runBin } from './run.ts'
import { sourceFiles } from './sources.ts'

type Check = () => Promise<boolean>

const say = (lines: readonly string[]) => lines.forEach((line) => console.error(`  ${line}`))

const checks: Readonly<Record<string, Check>> = {
  types: async () =>
    (await runBin('tsc', '--project', '.')) === 0 && (await runBin('tsc', '--project', 'test/web')) === 0,
  lint: async () => (await runBin('oxlint', '--type-aware', '--deny-warnings')) === 0,
  format: async () => (await runBin('biome', 'ci', '--log-level=warn', '.')) === 0,
  imports: async () => {
    const errors = checkImports(sourceFiles())
    say(errors)
    return errors.length === 0
  },
  words: async () => {
    const errors = checkWords(sourceFiles())
    say(errors)
    return errors.length === 0
  },
  pages: async () => (await run(process.execPath, ['packages/cli/main.ts', 'docs', '--check'])) === 0,
  sizes: async () => {
    const { errors, warnings } = checkSizes(sourceFiles())
    say(warnings.map((warning) => `note: ${warning}`))
    say(errors)
    return errors.length === 0
  },
  // Last, because it starts the app: what the types already say would be said again, at length.
  scopes: async () => (await run(process.execPath, [`${root}packages/cli/main.ts`, 'check', '--quiet'])) === 0,
}

const failed: string[] = []
for (const [name, check] of Object.entries(checks)) {
  console.error(`check ${name}`)
  if (!(await check())) failed.push(name)
}
if (failed.length > 0) {
  console.error(`Failed: ${failed.join(', ')}. \`pnpm format\` mends format; the others say what to change.`)
  process.exitCode = 1
} else {
  console.error('All checks passed')
}
