import { assert, property, shuffledSubarray } from 'fast-check'
import { expect, test } from 'vitest'
import type { Contract } from '../contract.ts'
import { matrixOf } from '../matrix.ts'
import { contractFaults } from '../validate.ts'
import { type Affected, planOf, stagesOf } from './index.ts'
import { allEdits, type Edit, edited, library } from './testing/index.ts'

test('the contract that these tests change has no fault, and each change leaves none', () => {
  for (const contract of [library, ...allEdits.map((edit) => edited(library, edit))]) {
    expect(contractFaults(contract)).toEqual([])
  }
})

/** Several changes at once, in any order, as far as they go together. */
const severalEdits = shuffledSubarray([...allEdits], { minLength: 1, maxLength: 6 }).map((edits) =>
  edits.reduce((contract, edit) => attempted(contract, edit), library),
)

function attempted(contract: Contract, edit: Edit): Contract {
  try {
    const after = edited(contract, edit)
    return contractFaults(after).length === 0 ? after : contract
  } catch {
    // An earlier change took away the row that this one changes.
    return contract
  }
}

/** The lines of gains or losses, one for each role or machine and route. */
const pairsIn = (affected: readonly Affected[]): readonly string[] =>
  affected.flatMap(({ who, routes }) => routes.map((route) => `${who} ${route}`))

const sorted = (lines: Iterable<string>) => [...lines].sort()

test('a contract against itself changes nothing', () => {
  assert(
    property(severalEdits, (contract) => {
      const plan = planOf(contract, structuredClone(contract))
      expect(plan).toEqual({ verdict: 'none', changes: [], figures: [], functionsUpdated: false })
    }),
  )
})

test('whatever differs between two contracts is some change, and every consequence belongs to a row', () => {
  assert(
    property(severalEdits, severalEdits, (before, after) => {
      const { changes } = planOf(before, after)
      expect(changes.length > 0).toBe(JSON.stringify(before) !== JSON.stringify(after))
      expect(changes.filter(({ kind }) => kind === 'unexplained')).toEqual([])
    }),
    { numRuns: 300 },
  )
})

test('read backwards, a plan gives what it took and takes what it gave', () => {
  assert(
    property(severalEdits, severalEdits, (before, after) => {
      const [there, back] = [planOf(before, after).changes, planOf(after, before).changes]
      // The names of routes are those of the side where they exist.
      const all = (changes: typeof there, side: 'gains' | 'loses') =>
        sorted(changes.flatMap((change) => pairsIn(change[side])))
      expect(all(there, 'gains')).toEqual(all(back, 'loses'))
      expect(all(there, 'loses')).toEqual(all(back, 'gains'))
    }),
    { numRuns: 300 },
  )
})

/** `branch:reader POST /v1/x` for each yes of the matrix, computed without the plan. */
function yesIn(contract: Contract): ReadonlySet<string> {
  const { columns, rows } = matrixOf(contract)
  const tenancies = new Map(Object.entries(contract.operations).map(([id, row]) => [id, row]))
  return new Set(
    columns.flatMap(({ name, kind, pool, role, clients }) =>
      rows.flatMap(({ operation, method, path, cells }) => {
        const row = tenancies.get(operation)
        const org = contract.pools[pool]?.org
        const refused =
          (kind === 'machine' && (row?.callers === 'people' || row?.tenancy === 'path')) ||
          (row?.tenancy === 'caller' && org === 'none') ||
          (row?.tenancy === 'path' && org === 'required')
        if (cells[name] !== 'yes' || refused) return []
        const who = kind === 'machine' ? [name] : clients.map((client) => `${pool}:${role} through ${client}`)
        return who.map((each) => `${each} ${method} ${path.replaceAll(/\{[^}]*\}/g, '{}')}`)
      }),
    ),
  )
}

const publicRoutes = ({ operations }: Contract) =>
  Object.values(operations).flatMap(({ method, path, access }) =>
    access.kind === 'public' ? [`${method} ${path.replaceAll(/\{[^}]*\}/g, '{}')}`] : [],
  )

const missing = (all: ReadonlySet<string>, other: ReadonlySet<string>) => [...all].filter((each) => !other.has(each))

/** What a plan says, in the same form. */
function told(contract: Contract, affected: readonly Affected[]): readonly string[] {
  return affected.flatMap(({ who, routes }) => {
    const [, role = '', through] = /^([^ ]+)(?: through (.+))?$/.exec(who) ?? []
    const pool = role.split(':')[0] ?? ''
    const people = Object.entries(contract.pools[pool]?.clients ?? {}).flatMap(([name, { kind }]) =>
      kind === 'machine' ? [] : [name],
    )
    const names = role.includes(':') ? (through?.split(', ') ?? people).map((name) => `${role} through ${name}`) : [who]
    return names.flatMap((name) => routes.map((route) => `${name} ${route.replaceAll(/\{[^}]*\}/g, '{}')}`))
  })
}

test('who gains and who loses is the difference of the two matrices, no more and no less', () => {
  assert(
    property(severalEdits, severalEdits, (before, after) => {
      const { changes } = planOf(before, after)
      const [was, is] = [yesIn(before), yesIn(after)]
      // That everybody may call it is no news of anybody.
      const open = publicRoutes(before).filter((route) => publicRoutes(after).includes(route))
      const news = (lines: readonly string[]) =>
        sorted(lines.filter((line) => !open.some((route) => line.endsWith(` ${route}`))))
      const gains = told(
        after,
        changes.flatMap((change) => change.gains),
      )
      const loses = told(
        before,
        changes.flatMap((change) => change.loses),
      )
      expect(sorted(gains)).toEqual(news(missing(is, was)))
      expect(sorted(loses)).toEqual(news(missing(was, is)))
    }),
    { numRuns: 300 },
  )
})

test('the first step of a safe order takes nothing away, the last one is the contract, and each holds together', () => {
  assert(
    property(severalEdits, severalEdits, (before, after) => {
      const stages = stagesOf(before, after)
      const contracts = stages.flatMap(({ contract }) => contract ?? [])
      if (contracts.length === 0) return
      expect(contracts.at(-1)).toEqual(after)
      for (const contract of contracts) expect(contractFaults(contract)).toEqual([])
      const union = stages.find(({ title }) => title.startsWith('Add'))?.contract ?? before
      const { changes } = planOf(before, union)
      expect(changes.flatMap(({ breaks, loses }) => [...breaks, ...loses])).toEqual([])
    }),
    { numRuns: 300 },
  )
})

const editNamed = (title: string): Edit => {
  const found = allEdits.find((edit) => edit.title === title)
  if (found === undefined) throw new Error(`No change is called "${title}"`)
  return found
}

test('what comes open to everybody waits for the last step, and leaves the others as they are', () => {
  const opened = edited(library, editNamed('an operation is opened to everybody'))
  const stages = stagesOf(library, edited(opened, editNamed('a scope is renamed')))
  const access = stages.flatMap(({ contract }) => contract?.operations['getSelf']?.access.kind ?? [])
  expect(access).toEqual(['scope', 'scope', 'public'])
})

test('a client that follows the safe order is refused at no step', () => {
  const after = edited(library, editNamed('a scope is renamed'))
  const stages = stagesOf(library, after)
  expect(stages.map(({ who, contract }) => [who, contract !== null])).toEqual([
    ['ops', true],
    ['client developers', false],
    ['ops', true],
    ['client developers', false],
    ['ops', true],
  ])
  const [added, switched] = stages.flatMap(({ contract }) => contract ?? [])
  if (added === undefined || switched === undefined) throw new Error('A step is missing')
  expect(planOf(library, added).verdict).toBe('widens')
  // Only what step 2 told the clients to do: to ask for the new scope.
  const reasons = planOf(added, switched).changes.flatMap(({ breaks }) => breaks.map(({ reason }) => reason))
  expect([...new Set(reasons)]).toEqual(['scope-to-request'])
  // Only what step 4 told them to leave: to ask for the old one.
  const last = planOf(switched, after).changes.flatMap(({ breaks }) => breaks.map(({ reason }) => reason))
  expect([...new Set(last)]).toEqual(['scope-not-requestable'])
})

test('an accepted break is a loss, and one that was not accepted stays a break', () => {
  const after = edited(library, {
    title: '',
    edit: (contract) => {
      delete contract.operations['putBook']
    },
  })
  const breaking = [...new Set(planOf(library, after).changes.flatMap((c) => c.breaks.map(({ client }) => client)))]
  expect(breaking).toEqual(['website', 'phone', 'shelf'])
  expect(planOf(library, after, { accept: breaking }).verdict).toBe('narrows')
  expect(planOf(library, after, { accept: breaking.slice(1) }).verdict).toBe('breaks')
})
