import type { Contract } from '@scopegate/contract/contract'
import { expect, test } from 'vitest'
import { renamedScopes } from './moved.ts'
import { sideOf } from './side.ts'
import { allEdits, type Edit, edited, library } from './testing/index.ts'

const renames = (after: Contract) => renamedScopes(sideOf(library), sideOf(after))

const rename = allEdits.find(({ title }) => title === 'a scope is renamed')
const renamed = edited(library, rename ?? { title: '', edit: () => undefined })
const but = (edit: Edit['edit']) => edited(renamed, { title: '', edit })

test('a scope is renamed when another takes its place for the same roles', () => {
  expect(renames(renamed)).toEqual([{ from: 'write:book', to: 'change:book' }])
  expect(renames(library)).toEqual([])
})

test('a scope that is for other roles is another scope', () => {
  const wider = but(({ resourceServers }) => resourceServers['books']?.scopes['change:book']?.roles.push('reader'))
  expect(renames(wider)).toEqual([])
})

test('a scope that opens more, less or something else is another scope', () => {
  const more = but(({ operations }) => {
    const row = operations['listBooks']
    if (row !== undefined) row.access = { kind: 'scope', scope: 'change:book' }
  })
  const less = but(({ operations }) => delete operations['putBook'])
  expect([renames(more), renames(less)]).toEqual([[], []])
})

test('a scope that was there before is no new name', () => {
  const spare = edited(library, {
    title: '',
    edit: ({ resourceServers }) => {
      const scopes = resourceServers['books']?.scopes
      if (scopes?.['write:book'] !== undefined) scopes['change:book'] = structuredClone(scopes['write:book'])
    },
  })
  expect(renamedScopes(sideOf(spare), sideOf(renamed))).toEqual([])
})
