/** The ledger against the SDK that is installed: every member has one row, and every row is a member’s. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import * as api from '@aws-sdk/client-apigatewayv2'
import * as cognito from '@aws-sdk/client-cognito-identity-provider'
import { NormalizedSchema } from '@smithy/core/schema'
import { expect, test } from 'vitest'
import { rules } from '../rules/index.ts'
import { classed, isClosed, namesIn, sdkVersion, things } from './index.ts'

const schemas = new Map(Object.entries({ ...cognito, ...api }))

/** The members of a structure that have a value of their own, through lists and maps. */
function membersOf(schema: NormalizedSchema): readonly string[] {
  if (schema.isListSchema()) return membersOf(schema.getValueSchema())
  if (schema.isMapSchema()) {
    const inner = membersOf(schema.getValueSchema())
    return inner.length === 0 ? [] : inner.map((member) => `*.${member}`)
  }
  if (!schema.isStructSchema()) return []
  return [...schema.structIterator()].flatMap(([name, member]) => {
    const inner = membersOf(member)
    return inner.length === 0 ? [name] : inner.map((each) => `${name}.${each}`)
  })
}

/** The members of all shapes of a thing. @throws when the SDK has no such shape */
function membersOfShapes(shapes: string): ReadonlySet<string> {
  return new Set(
    namesIn(shapes).flatMap((shape) => {
      const schema = schemas.get(`${shape}$`)
      if (schema === undefined) throw new Error(`The SDK has no shape \`${shape}\``)
      // The cast is safe: what ends with `$` is a schema of a shape.
      return membersOf(NormalizedSchema.of(schema as Parameters<typeof NormalizedSchema.of>[0]))
    }),
  )
}

const ofSdk = Object.entries(things).filter(([, { shapes }]) => shapes !== '')

test.each(ofSdk)('every member of a %s has its row, and no row is of none', (_, thing) => {
  const rows = classed(thing).map(([member]) => member)
  expect(rows.toSorted()).toEqual([...membersOfShapes(thing.shapes)].sort())
})

test('the SDK that is installed is the one that the ledger knows', () => {
  const require = createRequire(import.meta.url)
  for (const client of ['apigatewayv2', 'cognito-identity-provider']) {
    const path = require.resolve(`@aws-sdk/client-${client}`).replace(/dist-.*$/, 'package.json')
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ version: sdkVersion })
  }
})

test('each door names a rule that exists, and a value that opens it', () => {
  const ids = new Set<string>(rules.map(({ id }) => id))
  const doors = ofSdk.flatMap(([, { doors = [] }]) => doors)
  expect(doors.filter(({ rule }) => !ids.has(rule))).toEqual([])
  expect(doors.filter((door) => [door.open].flat().some((value) => isClosed(door, value)))).toEqual([])
})

test('a member that lost its row is found, and a row that lost its member', () => {
  const { harmless = {}, ...client } = things['client'] ?? { type: '', shapes: '' }
  const rowsOf = (thing: typeof client) => new Set<string>(classed(thing).map(([member]) => member))
  const members = membersOfShapes(client.shapes)
  const without = (all: ReadonlySet<string>, some: ReadonlySet<string>) => [...all].filter((each) => !some.has(each))
  expect(without(members, rowsOf(client)).sort()).toEqual(Object.values(harmless).flatMap(namesIn).sort())
  expect(without(rowsOf({ ...client, own: `${client.own} Gone` }), members)).toEqual(['Gone'])
})
