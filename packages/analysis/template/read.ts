/** Templates as the one form that rules judge. */

import { isTable, type Stack } from '@scopegate/template'
import type { TemplateSystem } from '../deployed/template.ts'
import { bytesOf } from '../quota.ts'
import { readApis } from './apis.ts'
import { readExtras } from './extras.ts'
import { readFunctions } from './functions.ts'
import { readGrants, readPermissions } from './grants.ts'
import { readMembers } from './members.ts'
import { readOtherDoors } from './other-doors.ts'
import { readPools } from './pools.ts'
import { readResources } from './resources.ts'
import { readRewrites } from './rewrites.ts'
import { readStageFaults, readUnprotected, readWeakSignIns } from './settings.ts'
import { readStage } from './stage.ts'
import { readUnknowns } from './unknowns.ts'
import { createWiring } from './wiring.ts'

/** Reads pools, clients and APIs, known by the names that the template marks them with, and what is none of them. */
export function readSystem(loaded: readonly Stack[]): TemplateSystem {
  const stacks = loaded.map(prepared)
  const reader = readResources(stacks)
  const stage = readStage(stacks)
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
    extras: readExtras(reader),
    grants: readGrants(reader),
    permissions: readPermissions(reader),
    members: readMembers(reader),
    sizes: stacks.map(({ name, template, text }) => ({
      resource: name,
      resources: Object.keys(template.Resources).length,
      outputs: Object.keys(template.Outputs).length,
      bytes: bytesOf(text),
    })),
    unprotected: readUnprotected(reader, stage),
    stageFaults: readStageFaults(reader),
    weakSignIns: readWeakSignIns(reader),
    contracts: stacks
      .filter(({ template: { Metadata } }) => Object.hasOwn(Metadata, 'scopegate:contract'))
      .map(({ name, template: { Metadata } }) => ({ resource: name, contract: Metadata['scopegate:contract'] })),
    functions: readFunctions(reader, names, clientNames, stage),
  }
}

/** With a name of its own, by which references tell two stacks apart, and without what is not there. */
function prepared(stack: Stack, index: number, all: readonly Stack[]): Stack {
  const isFirst = all.findIndex(({ name }) => name === stack.name) === index
  return {
    ...stack,
    name: isFirst ? stack.name : `${stack.name} (${index + 1})`,
    template: withoutNoValue(stack.template),
  }
}

/** `AWS::NoValue` takes away the field or the entry that it stands in: afterwards no reader has to know. */
function withoutNoValue<Value>(value: Value): Value {
  // The casts are safe: what is taken away is none of the fields that the schema demands.
  if (Array.isArray(value)) return value.filter((entry) => !isNoValue(entry)).map(withoutNoValue) as Value
  if (!isTable(value)) return value
  const kept = Object.entries(value).filter(([, entry]) => !isNoValue(entry))
  return Object.fromEntries(kept.map(([key, entry]) => [key, withoutNoValue(entry)])) as Value
}

const isNoValue = (value: unknown): boolean => isTable(value) && value['Ref'] === 'AWS::NoValue'
