/**
 * Templates as the one form that rules judge.
 *
 * @module
 */
import type { TemplateSystem } from '@scopegate/scopes/deployed/template'
import { readApis } from './apis.ts'
import type { Stack } from './load.ts'
import { readOtherDoors } from './other-doors.ts'
import { readPools } from './pools.ts'
import { readResources } from './resources.ts'

/** Reads pools, clients and APIs, known by the names that the template marks them with, and what is none of them. */
export function readSystem(stacks: readonly Stack[]): TemplateSystem {
  const reader = readResources(stacks)
  const { pools, names } = readPools(reader)
  const byPlace = new Map(
    Object.values(pools).flatMap(({ clients }) =>
      Object.entries(clients).map(([name, { resource }]): [string, string] => [resource, name]),
    ),
  )
  const clientNames = new Map(
    reader
      .ofType('AWS::Cognito::UserPoolClient')
      .map(({ reference, place }): [string, string] => [reference, byPlace.get(place) ?? reference]),
  )
  return { pools, apis: readApis(reader, names, clientNames), otherDoors: readOtherDoors(reader) }
}
