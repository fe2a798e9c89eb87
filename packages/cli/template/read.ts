/**
 * Templates as the one form that rules judge.
 *
 * @module
 */
import type { TemplateSystem } from '@scopegate/analysis/deployed/template'
import { readApis } from './apis.ts'
import { readFunctions } from './functions.ts'
import { readGrants } from './grants.ts'
import type { Stack } from './load.ts'
import { readOtherDoors } from './other-doors.ts'
import { readPools } from './pools.ts'
import { readResources } from './resources.ts'
import { readRewrites } from './rewrites.ts'
import { readStageFaults, readUnprotected, readWeakSignIns } from './settings.ts'
import { readUnknowns } from './unknowns.ts'
import { createWiring } from './wiring.ts'

/** Reads pools, clients and APIs, known by the names that the template marks them with, and what is none of them. */
export function readSystem(stacks: readonly Stack[]): TemplateSystem {
  const reader = readResources(stacks)
  const { pools, names, founds } = readPools(reader)
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
  const wiringOf = createWiring(reader, clientNames)
  return {
    pools: Object.fromEntries(
      Object.entries(pools).map(([name, pool]) => {
        const found = founds.get(name)
        return [name, found === undefined ? pool : { ...pool, ...wiringOf(found) }]
      }),
    ),
    apis: readApis(reader, names, clientNames),
    otherDoors: readOtherDoors(reader),
    rewrites: readRewrites(stacks, reader),
    unknowns: readUnknowns(reader),
    grants: readGrants(reader),
    unprotected: readUnprotected(reader),
    stageFaults: readStageFaults(reader),
    weakSignIns: readWeakSignIns(reader),
    contracts: stacks
      .filter(({ Metadata }) => Object.hasOwn(Metadata, 'scopegate:contract'))
      .map(({ name, Metadata }) => ({ resource: name, contract: Metadata['scopegate:contract'] })),
    functions: readFunctions(reader, names, clientNames),
  }
}
