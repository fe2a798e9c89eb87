import type { Contract } from '@scopegate/contract/contract'
import { assert, property, shuffledSubarray } from 'fast-check'
import { expect, test } from 'vitest'
import { matrixOf } from '../matrix.ts'
import { contractFaults } from '../validate.ts'
import { type Affected, planOf } from './index.ts'
import { allEdits, changedBy, edited, library } from './testing/index.ts'

/** Several changes at once, in any order. */
const severalEdits = shuffledSubarray([...allEdits], { minLength: 1, maxLength: 6 }).map(changedBy)

test('the contract that these tests change has no fault, and each change leaves none', () => {
  for (const contract of [library, ...allEdits.map((edit) => edited(library, edit))]) {
    expect(contractFaults(contract)).toEqual([])
  }
})

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

test('a role that loses a scope changes nothing of a client that follows the roles, not even its order', () => {
  const after = edited(library, {
    title: '',
    edit: ({ resourceServers }) => {
      const row = resourceServers['books']?.scopes['read:book']
      if (row !== undefined) row.roles = ['reader']
    },
  })
  expect(planOf(library, after).changes.map(({ kind, resources }) => [kind, resources])).toEqual([['scope-roles', []]])
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

test('a better summary explains nothing: who gains is told where the reason is', () => {
  const after = edited(library, {
    title: '',
    edit: ({ operations, resourceServers }) => {
      const row = operations['putBook']
      if (row !== undefined) row.summary = 'Add a good book'
      resourceServers['books']?.scopes['write:book']?.roles.push('reader')
    },
  })
  const told = planOf(library, after).changes.map(({ kind, effect, gains }) => [kind, effect, gains.length])
  expect(told).toEqual([
    ['scope-roles', 'widens', 1],
    ['operation-described', 'none', 0],
  ])
})

test('a row that only gives explains no break: it stands where something was taken', () => {
  const after = edited(library, {
    title: '',
    edit: ({ pools, resourceServers, operations }) => {
      const branch = pools['branch']
      if (branch !== undefined) branch.roles = ['reader', 'robot']
      resourceServers['books']?.scopes['write:book']?.roles.push('clerk')
      delete operations['lendBook']
    },
  })
  const breaking = planOf(library, after).changes.filter(({ breaks }) => breaks.length > 0)
  expect(breaking.map(({ kind }) => kind)).toEqual(['pool-roles', 'operation-removed'])
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
