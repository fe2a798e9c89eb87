import type { Contract } from '@scopegate/contract/contract'
import { assert, property, shuffledSubarray } from 'fast-check'
import { expect, test } from 'vitest'
import { judgeContract, judgeRows, rules, soundContract } from '../../rules/index.ts'
import { planOf, safeOrder } from '../index.ts'
import { sideOf } from '../side.ts'
import { allEdits, changedBy, type Edit, edited, library } from '../testing/index.ts'

/** Several changes at once, in any order. */
const severalEdits = shuffledSubarray([...allEdits], { minLength: 1, maxLength: 6 }).map(changedBy)

const editNamed = (title: string): Edit => {
  const found = allEdits.find((edit) => edit.title === title)
  if (found === undefined) throw new Error(`No change is called "${title}"`)
  return found
}

const orderOf = (...titles: readonly string[]) => safeOrder(library, titles.map(editNamed).reduce(edited, library))

const contractsOf = (order: ReturnType<typeof safeOrder>) => order.steps.flatMap(({ contract }) => contract ?? [])

/** Who may call what through which application, who holds what, and what stands on which API. */
function allowed(contract: Contract, open: boolean): ReadonlySet<string> {
  const { holders, exposed, routes } = sideOf(contract)
  const counts = (route: string) => open || routes.get(route)?.row.access.kind === 'scope'
  return new Set([
    ...[...holders].flatMap(([who, each]) =>
      [...each.routes].flatMap((route) => (counts(route) ? [`${who} ${route}`] : [])),
    ),
    ...[...holders].flatMap(([who, { holder }]) => holder.scopes.map((scope) => `${who} holds ${scope}`)),
    ...[...exposed].flatMap(([pool, all]) => [...all].map((route) => `${pool} has ${route}`)),
  ])
}

test('no step lets anybody call what neither contract lets them call', () => {
  assert(
    property(severalEdits, severalEdits, (before, after) => {
      const both = new Set([...allowed(before, true), ...allowed(after, true)])
      for (const contract of contractsOf(safeOrder(before, after))) {
        expect([...allowed(contract, false)].filter((each) => !both.has(each))).toEqual([])
      }
    }),
    { numRuns: 500 },
  )
})

test('each step is a contract that breaks no rule, and the last one is the new contract', () => {
  assert(
    property(severalEdits, severalEdits, (before, after) => {
      const contracts = contractsOf(safeOrder(before, after))
      for (const contract of contracts) {
        expect(judgeRows(rules, contract)).toEqual([])
        const found = judgeContract(rules, soundContract(contract)).filter(({ rule }) => rule.severity === 'error')
        expect(contract === after ? [] : found).toEqual([])
      }
      expect(contracts.at(-1) ?? after).toEqual(after)
    }),
    { numRuns: 300 },
  )
})

test('adding takes nothing away, and nobody has to ask for a scope in the last step', () => {
  assert(
    property(severalEdits, severalEdits, (before, after) => {
      const { steps } = safeOrder(before, after)
      const added = steps.find(({ title }) => title.startsWith('Add'))?.contract ?? before
      expect(planOf(before, added).changes.flatMap(({ breaks, loses }) => [...breaks, ...loses])).toEqual([])
      const [last, beforeLast] = contractsOf({ steps, noneBecause: null }).reverse()
      const reasons = planOf(beforeLast ?? before, last ?? before).changes.flatMap(({ breaks }) => breaks)
      // With one contract in the order, what has to be asked for is asked for before it.
      const late = beforeLast === undefined ? [] : reasons.filter(({ reason }) => reason === 'scope-to-request')
      const asked = steps
        .filter(({ title }) => title.startsWith('Ask'))
        .map(({ does }) => does)
        .join()
      const switches = steps.at(-1)?.title.startsWith('Switch') === true
      expect(switches ? [] : late.filter(({ client }) => !asked.includes(`\`${client}\``))).toEqual([])
    }),
    { numRuns: 300 },
  )
})

test('a client that follows the order of a rename is refused at no step', () => {
  const order = orderOf('a scope is renamed')
  expect(order.steps.map(({ who, contract }) => [who, contract !== null])).toEqual([
    ['ops', true],
    ['client developers', false],
    ['ops', true],
    ['client developers', false],
    ['ops', true],
  ])
  const [added, switched, after] = contractsOf(order)
  if (added === undefined || switched === undefined || after === undefined) throw new Error('A step is missing')
  const reasons = (from: Contract, to: Contract) => [
    ...new Set(planOf(from, to).changes.flatMap(({ breaks }) => breaks.map(({ reason }) => reason))),
  ]
  expect(reasons(library, added)).toEqual([])
  // Only what step 2 told the clients to do: to ask for the new scope.
  expect(reasons(added, switched)).toEqual(['scope-to-request'])
  // Only what step 4 told them to leave: to ask for the old one.
  expect(reasons(switched, after)).toEqual(['scope-not-requestable'])
})

test('the wait is as long as a browser’s session, because a refresh brings no scope that was not asked for', () => {
  const step = orderOf('a scope is renamed').steps.find(({ title }) => title.startsWith('Ask'))
  expect(step).toMatchObject({ waitMinutes: 30 * 24 * 60 })
  expect(step?.does).toBe(
    '`website` adds `books/change:book`, and people sign in again; `shelf` adds `books/change:book`',
  )
})

test('where nobody has to ask, there is a wait all the same: a token of before lacks the new scope', () => {
  // Only the application for telephones is left, which signs in with the SDK.
  const alone: Contract = structuredClone(library)
  const clients = Object.entries(alone.pools['branch']?.clients ?? {}).filter(([name]) => name === 'phone')
  const branch = { ...library.pools['branch'], clients: Object.fromEntries(clients) }
  const before = { ...alone, pools: { ...alone.pools, branch } } as Contract
  const after = edited(before, {
    title: '',
    edit: ({ resourceServers, operations }) => {
      const scopes = resourceServers['books']?.scopes
      const [row, operation] = [scopes?.['write:book'], operations['putBook']]
      if (scopes === undefined || row === undefined || operation === undefined) throw new Error('A row is gone')
      scopes['change:book'] = row
      delete scopes['write:book']
      operation.access = { kind: 'scope', scope: 'change:book' }
    },
  })
  const { steps } = safeOrder(before, after)
  expect(steps.map(({ title, waitMinutes }) => [title.split(' ')[0], waitMinutes])).toEqual([
    ['Add', 15],
    ['Switch', 0],
    ['Take', 0],
  ])
  expect(planOf(before, after).verdict).toBe('narrows')
})

test('an operation that is called otherwise takes its scope with it in the same order', () => {
  const titles = ['a scope is renamed', 'a scope is renamed, and its operation in the contract with it']
  const [one, other] = titles.map((title) => orderOf(title).steps.map(({ title: step }) => step))
  expect(other).toEqual(one)
})

test('what comes open to everybody waits for the last step', () => {
  const order = orderOf('an operation is opened to everybody', 'a scope is renamed')
  const access = contractsOf(order).flatMap(({ operations }) => operations['getSelf']?.access.kind ?? [])
  expect(access).toEqual(['scope', 'scope', 'public'])
})

test('people get another role before theirs goes away', () => {
  expect(orderOf('a role is removed from a pool').steps).toMatchObject([
    { who: 'ops', does: 'Set `custom:role` of everybody in the pool `branch` who has `reader`', waitMinutes: 15 },
    { who: 'ops', title: 'Take away what is old' },
  ])
})

test('a machine’s role goes away with the contract: there is nobody to give another one', () => {
  const after = edited(library, {
    title: '',
    edit: ({ pools }) => {
      const branch = pools['branch']
      const shelf = branch?.clients['shelf']
      if (branch === undefined || shelf?.kind !== 'machine') throw new Error('A row is gone')
      branch.roles = ['librarian', 'reader', 'clerk']
      shelf.role = 'clerk'
    },
  })
  expect(safeOrder(library, after).steps.map(({ title }) => title)).not.toContain('Give people a role that stays')
})

test('a role that people share with a machine is taken from people only after they have another', () => {
  const shared = edited(library, {
    title: '',
    edit: ({ pools }) => {
      const shelf = pools['branch']?.clients['shelf']
      if (shelf?.kind === 'machine') shelf.role = 'reader'
    },
  })
  const after = edited(library, editNamed('a role is removed from a pool'))
  expect(safeOrder(shared, after).steps.map(({ title }) => title)).toContain('Give people a role that stays')
})

test('what was public gets its scope into the tokens before it asks for one', () => {
  const order = orderOf('an operation is closed to callers without a token')
  expect(order.steps.map(({ title, waitMinutes }) => [title, waitMinutes])).toEqual([
    ['Stop using what goes away', 0],
    ['Ask for the scope of what was public', 30 * 24 * 60],
    ['Take away what is old', 0],
  ])
  expect(order.steps[0]?.does).toContain('`public` sends a token to `GET /v1/hours`')
})

test('a machine whose tokens say something else is told to renew them', () => {
  const { steps } = orderOf('a machine acts for another organization', 'a scope is renamed')
  const last = steps.at(-2)
  expect([last?.who, last?.does]).toEqual([
    'client developers',
    '`shelf` gets a new token right after the next deployment, which refuses the old ones',
  ])
})

test.each([
  ['a scope is moved to another resource server', 'Scope names are unique'],
  ['an app client moves to another pool', '`phone` becomes another client'],
  ['an app client becomes a machine', '`phone` becomes another client'],
  ['an application signs people in another way', '`phone` becomes another client'],
  ['an operation moves to another path', '`POST /v1/books/{id}/loans` moves to `POST /v1/loans/{id}`'],
  ['two operations swap their paths', 'becomes another operation'],
  ['a new operation takes the path of one that moves away', '`GET /v1/books` becomes another operation'],
  ['people of a pool belong to organizations from now on', 'are refused at once'],
  ['a scope moves from one application to another', 'A step between would let `branch:reader through phone` call'],
  ['a scope gets the name of one that opened more', 'A step between would let `branch:reader through website` call'],
])('there is no safe order when %s, and the reason says what to do instead', (title, reason) => {
  const { steps, noneBecause } = orderOf(title)
  expect(steps).toEqual([])
  expect(noneBecause).toContain(reason)
})

test('there is no safe order through a contract that Cognito refuses', () => {
  const names = Array.from({ length: 40 }, (_, index) => `read:kind${index}`)
  const many = (prefix: string) =>
    edited(library, {
      title: '',
      edit: ({ resourceServers, operations }) => {
        for (const [index, name] of names.entries()) {
          const scope = `${prefix}${name}`
          const books = resourceServers['books']
          if (books !== undefined) books.scopes[scope] = { description: name, risk: 'low', roles: ['reader'] }
          const row = operations['listBooks']
          if (row === undefined) throw new Error('A row is gone')
          operations[`list${index}`] = { ...row, path: `/v1/kind${index}`, access: { kind: 'scope', scope } }
        }
      },
    })
  expect(safeOrder(many(''), many('see:')).noneBecause).toContain('A step between would break RS029')
})
