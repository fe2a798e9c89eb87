/**
 * Every kind of change, as `scopes plan` tells it: docs/kinds-of-change.md, which people read and this test keeps.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ChangeKind, changeKinds, planOf } from '@scopegate/analysis/plan/index'
import { allEdits, edited, library } from '@scopegate/analysis/plan/testing/index'
import type { Contract } from '@scopegate/contract/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { run } from '../testing/run.ts'

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scopegate-kinds-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function planned(after: Contract, ...flags: string[]): Promise<string> {
  return plannedFrom(library, after, ...flags)
}

async function plannedFrom(before: Contract, after: Contract, ...flags: string[]): Promise<string> {
  const [from, to] = [join(folder, 'before.json'), join(folder, 'after.json')]
  await writeFile(from, JSON.stringify(before))
  await writeFile(to, JSON.stringify(after))
  const { code, out, err } = await run(['plan', '--against', from, '--to', to, ...flags])
  expect(err).toBe('')
  const typed = ['scopes plan --against before.json --to after.json', ...flags].join(' ')
  return `\`\`\`\n$ ${typed}\n${out.trimEnd()}\n\`\`\`\n\nExit code ${code}.\n`
}

const capital = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`
const section = (title: string, shown: string) => `## ${capital(title)}\n\n${shown}`
const editNamed = (title: string) => {
  const found = allEdits.find((edit) => edit.title === title)
  if (found === undefined) throw new Error(`No change is called "${title}"`)
  return edited(library, found)
}

const preface = `# Kinds of change

What \`scopes plan\` says of each kind of change: who gains, who loses, which applications break, what CloudFormation does and what becomes of
tokens that are already issued. The contract is that of a town’s library ([\`library.ts\`](../packages/analysis/plan/testing/library.ts)): librarians and readers
use a website and a telephone application, a shelf is a machine, clerks sit at the town hall. A test writes this page.

**Verdicts.** \`none\`: nobody may do more or less. \`widens\`: somebody may do more. \`narrows\`: somebody may do less, and no application fails for
it. \`breaks\`: a request of an application that succeeds today will fail, unless the application names no scopes in its token requests.
\`refused\`: Cognito refuses it, so that the deployment rolls back. Exit codes: 0 for \`none\`, 2 for \`widens\` and \`narrows\`, 3 for \`breaks\`, 4 for
\`refused\`, 1 when no plan could be made.
`

test('the page of kinds of change is what the command says', async () => {
  const sections = [section('nothing changes', await planned(library))]
  for (const edit of allEdits) sections.push(section(edit.title, await planned(edited(library, edit))))
  const bound = editNamed('people of a pool belong to organizations from now on')
  sections.push(section('people of a pool belong to no organization any more', await plannedFrom(bound, library)))
  const renamed = editNamed('a scope is renamed')
  sections.push(
    section('a break is known to those whom it breaks', await planned(renamed, '--accept', 'website', 'shelf')),
  )
  sections.push(section('the safe order of a rename', await planned(renamed, '--steps')))
  sections.push(
    section(
      'the safe order of a removal',
      await planned(editNamed('a scope is removed with its operation'), '--steps'),
    ),
  )
  await expect(`${preface}\n${sections.join('\n')}`).toMatchFileSnapshot('../../../docs/kinds-of-change.md')
})

test('there is an example of every kind', () => {
  const shown = new Set(
    allEdits.flatMap((edit) => planOf(library, edited(library, edit)).changes.map(({ kind }) => kind)),
  )
  // Those of a stage or a template are no changes of a contract: packages/analysis/plan/changes/stage.test.ts has them.
  const none: readonly ChangeKind[] = [
    'pool-fixed',
    'stage-place',
    'sign-in-domain',
    'api-domain',
    'stage-settings',
    'unexplained',
  ]
  expect(Object.keys(changeKinds).filter((kind) => !shown.has(kind as ChangeKind))).toEqual(none)
})
