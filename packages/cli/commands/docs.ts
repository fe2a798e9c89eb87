/** `scopes docs`: the pages of docs/ that say what the contract says. */
import { join, resolve } from 'node:path'
import { rules } from '@scopegate/analysis/rules/index'
import { type PageState, requireFolder, stateOf, writePages } from '../docs/files.ts'
import { regenerate } from '../docs/markdown.ts'
import { generatedPages } from '../docs/pages.ts'
import { examples, type Register } from '../program/command.ts'
import { exitCodes } from '../program/failure.ts'
import { stated } from '../program/stated.ts'
import type { Style } from '../program/style.ts'

interface Options {
  readonly check?: boolean
  readonly out?: string
  readonly json?: boolean
}

/** What `--json` prints. */
export interface DocsReport {
  readonly pages: readonly {
    /** As it may be typed: `docs/scopes.md`. */
    readonly page: string
    /** `written` says that it was stale or missing. */
    readonly state: PageState | 'written'
  }[]
}

export const registerDocs: Register = (program, { system }, reply) => {
  program
    .command('docs')
    .description('Writes the pages of scopes, operations, errors and rules, or checks that they are up to date')
    .option('--check', 'write nothing, and exit 1 if a page is stale')
    .option('--out <folder>', 'the folder of the pages; by default `docs` of the system')
    .option('--json', 'the report as JSON')
    .addHelpText('after', examples('scopes docs --check'))
    .action(async ({ check = false, out, json = false }: Options) => {
      const { contract, root } = system()
      const folder = out === undefined ? join(root, 'docs') : resolve(stated('--out <folder>', out))
      await requireFolder(folder)
      const found = await Promise.all(
        generatedPages(contract, rules).map(async (page) => ({ page, state: await stateOf(folder, page) })),
      )
      const changed = found.filter(({ state }) => state !== 'current')
      if (!check)
        await writePages(
          folder,
          changed.map(({ page }) => page),
        )
      const report: DocsReport = {
        pages: found.map(({ page, state }) => ({
          page: join(out ?? 'docs', page.file),
          state: check || state === 'current' ? state : 'written',
        })),
      }
      const exitCode = check && changed.length > 0 ? exitCodes.no : exitCodes.ok
      reply({ report, text: (style) => renderDocs(report, out, style), exitCode }, { json })
    })
}

/** A path that every shell takes as it is. */
const isPlain = (path: string) => /^[\w./@+-]+$/.test(path)

function renderDocs({ pages }: DocsReport, out: string | undefined, style: Style): string {
  const words: Readonly<Record<DocsReport['pages'][number]['state'], string>> = {
    current: style.good('up to date'),
    written: style.good('written'),
    stale: style.bad('stale'),
    missing: style.bad('missing'),
  }
  const lines = pages.map(({ page, state }) => `${page}: ${words[state]}`)
  const isBehind = pages.some(({ state }) => state === 'stale' || state === 'missing')
  const again = out === undefined ? regenerate : `${regenerate} --out ${isPlain(out) ? out : '<folder>'}`
  const next = isBehind ? ['', `Next: type \`${again}\` and commit what it writes`] : []
  return `${[...lines, ...next].join('\n')}\n`
}
