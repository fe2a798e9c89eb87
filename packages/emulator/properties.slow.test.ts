/**
 * Every property of the fleet's templates is honoured, or a row of `template/properties.ts` says why it has no effect. It
 * counts as honoured if a change of its value in the template is seen over HTTP.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Assembly, indexResources, loadAssembly } from '@scopegate/template'
import { synthesizedFleet } from '@scopegate/testing/fleet/synthesized'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { notEmulatedProperties, physicalIds, resolveTemplate } from './template/index.ts'
import { leavesOf } from './template/leaves.ts'
import { whyNotEmulated } from './template/properties.ts'
import { apiRows } from './testing/properties/api-rows.ts'
import { clientRows } from './testing/properties/client-rows.ts'
import { dataRows } from './testing/properties/data-rows.ts'
import { withEmulated } from './testing/properties/emulated.ts'
import { poolRows } from './testing/properties/pool-rows.ts'
import type { PropertyRow } from './testing/properties/row.ts'

const rows: readonly PropertyRow[] = [...poolRows, ...clientRows, ...apiRows, ...dataRows]
const folder = mkdtempSync(join(tmpdir(), 'scopegate-property-keys-'))
const assemblies = new Map<string, Assembly>()
beforeAll(async () => {
  for (const stage of ['local', 'staging', 'production'])
    assemblies.set(stage, loadAssembly(await synthesizedFleet(stage)))
}, 240_000)
afterAll(() => rmSync(folder, { recursive: true }))

/** The properties of the templates, by resource type. */
function propertiesIn({ stacks }: Assembly): readonly (readonly [type: string, property: string])[] {
  const all = indexResources(stacks).all.flatMap(({ resource: { Type, Properties } }) =>
    leavesOf(Properties).map((property) => `${Type} ${property}`),
  )
  return [...new Set(all)].sort().map((each) => {
    const [type = '', property = ''] = each.split(' ')
    return [type, property]
  })
}

const rowOf = (type: string, property: string) =>
  rows.find((row) => {
    const [before, after] = row.property.split('*')
    const isNamed = after === undefined ? row.property === property : property.startsWith(before ?? '')
    return row.type === type && isNamed
  })

describe('every property of the templates', () => {
  test('is honoured or named as not emulated; none is parsed away', () => {
    const properties = [...assemblies.values()].flatMap(propertiesIn)
    const distinct = [...new Map(properties.map((each) => [each.join(' '), each])).values()]
    const named = distinct.filter(([type, property]) => whyNotEmulated(type, property) !== undefined)
    const honoured = distinct.filter((each) => !named.includes(each) && rowOf(...each) !== undefined)
    const parsedAway = distinct.filter((each) => !named.includes(each) && !honoured.includes(each))
    console.info(
      `properties ${distinct.length}, honoured ${honoured.length}, named as not emulated ${named.length}, parsed away ${parsedAway.length}`,
    )
    expect(parsedAway).toEqual([])
    for (const assembly of assemblies.values()) {
      const ids = physicalIds({ seed: 'seed', cognitoUrl: 'http://127.0.0.1:8700' })
      expect(resolveTemplate(assembly, ids).properties.unknown).toEqual([])
    }
  })

  test('has no row too many', () => {
    const seen = [...assemblies.values()].flatMap(propertiesIn)
    const idle = rows.filter((row) => !seen.some((each) => rowOf(...each) === row))
    expect(idle.map(({ type, property }) => `${type} ${property}`)).toEqual([])
    const both = rows.filter(({ type, property }) => whyNotEmulated(type, property) !== undefined)
    expect(both.map(({ type, property }) => `${type} ${property}`)).toEqual([])
    expect(new Set(notEmulatedProperties.map(([type, property]) => `${type} ${property}`)).size).toBe(
      notEmulatedProperties.length,
    )
  })

  test('that nobody knows is named at start by its place', () => {
    const loaded = changed([['Schemata.New', 'x']], '/garage/Pool/Resource')
    const ids = physicalIds({ seed: 'seed', cognitoUrl: 'http://127.0.0.1:8700' })
    expect(resolveTemplate(loaded, ids).properties.unknown).toEqual(['Fleet/garage/Pool/Resource/Schemata.New'])
  })
})

test.each(rows.map((row) => [row.type, row.property, row] as const))('%s %s is honoured', async (_, __, row) => {
  const before = Object.entries(row.given ?? {})
  const seen = await seenOf(changed(before, row.of), row)
  const after = await seenOf(changed([...before, [row.property, row.to]], row.of), row)
  expect(seen).not.toMatch(row.after)
  expect(after).toMatch(row.after)
})

async function seenOf(loaded: Assembly, { see }: PropertyRow): Promise<string> {
  try {
    const seen = await withEmulated(loaded, join(folder, 'keys'), see)
    return typeof seen === 'string' ? seen : (JSON.stringify(seen) ?? 'nothing')
  } catch (error) {
    return `refused: ${String(error)}`
  }
}

/** The local stage, or the first one that has it, with these values at the resource whose path ends so. */
function changed(values: readonly (readonly [string, unknown])[], end: string): Assembly {
  const loaded = [...assemblies.values()].find(({ stacks }) =>
    indexResources(stacks).all.some(({ path }) => path.endsWith(end)),
  )
  if (loaded === undefined) throw new Error(`There is no resource at ${end}`)
  const stacks = loaded.stacks.map((stack) => ({ ...stack, template: structuredClone(stack.template) }))
  const [found] = indexResources(stacks).all.filter(({ path }) => path.endsWith(end))
  for (const [property, value] of values)
    put(found?.resource.Properties ?? {}, property.split('.'), named(value, stacks))
  return { ...loaded, stacks }
}

/** An intrinsic names its resource by the end of its path, because logical ids hold a hash. */
function named(value: unknown, stacks: Assembly['stacks']): unknown {
  if (typeof value !== 'object' || value === null || !('Fn::GetAtt' in value)) return value
  const [name, attribute] = value['Fn::GetAtt'] as [string, string]
  const found = indexResources(stacks).all.find(({ path }) => path.endsWith(name))
  return { 'Fn::GetAtt': [found?.logicalId, attribute] }
}

function put(target: Record<string, unknown>, [step = '', ...rest]: readonly string[], value: unknown): void {
  if (step === '*') {
    Object.assign(target, value)
    return
  }
  const name = step.replace('[]', '')
  const isList = step !== name
  if (rest.length === 0) {
    const list: unknown = target[name]
    target[name] = isList && !Array.isArray(value) && Array.isArray(list) ? list.with(0, value) : value
    return
  }
  const next = isList && Array.isArray(target[name]) ? (target[name][0] as unknown) : (target[name] ??= {})
  // Safe: a template holds objects where its paths go on.
  put(next as Record<string, unknown>, rest, value)
}
