/** Every door of the ledger, opened in the template that packages/cdk really makes of the fleet. */
import { things, valuesAt } from '@scopegate/analysis/ledger/index'
import { judgeTemplate, rules, soundContract } from '@scopegate/analysis/rules/index'
import { readSystem } from '@scopegate/analysis/template/read'
import { waysToOpen } from '@scopegate/analysis/testing/opened'
import { loadTemplates, type Stack } from '@scopegate/template'
import { general as contract } from '@scopegate/testing/fleet/contract'
import { synthesizedFleet } from '@scopegate/testing/fleet/synthesized'
import { beforeAll, expect, test } from 'vitest'

let synthesized: Stack
beforeAll(async () => {
  const main = loadTemplates(await synthesizedFleet()).find(({ name }) => name === 'Fleet')
  if (main === undefined) throw new Error('There is no stack `Fleet`')
  synthesized = main
})

const doors = Object.entries(things).flatMap(([thing, { type, doors = [] }]) =>
  doors.flatMap((door) => {
    const [member, open] = door.property ?? [door.member, door.open]
    return waysToOpen({ member, open }).map((way) => ({ thing, type, member, rule: door.rule, ...way }))
  }),
)

test.each(doors)('$rule reports $member of a $thing as $value', ({ type, member, rule, value, edit }) => {
  const template = structuredClone(synthesized.template)
  const [id = 'Added', before = { Type: type, Properties: {}, Metadata: {} }] =
    Object.entries(template.Resources).find(
      // One that has the value already says nothing.
      ([, { Type, Properties }]) => Type === type && !valuesAt(Properties, member).includes(value),
    ) ?? []
  // The cast is safe: an edit of a table is one.
  template.Resources[id] = { ...before, Properties: edit(before.Properties) as typeof before.Properties }
  const breaches = judgeTemplate(rules, soundContract(contract), readSystem([{ ...synthesized, template }]))
  const found = breaches.filter((each) => each.rule.id === rule)
  expect(found.length).toBeGreaterThan(0)
  // A door that no other rule knows is named by itself or by what it stands in, with the row that allows it.
  const [first = ''] = member.split('.')
  const own = found.filter(({ rule: { id } }) => id === 'RS090' || id === 'RS091')
  const named = own.filter(
    ({ cause, fix }) => cause.includes(`\`${first}`) && fix.includes("kind: 'property', path: 'Fleet/"),
  )
  expect(named).toEqual(own)
})
