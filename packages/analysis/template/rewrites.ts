/**
 * Whatever changes a template after it was judged: CloudFormation lets macros and modules write into it when it deploys.
 */

import type { Stack } from '@scopegate/template'
import { isTable, walk } from '@scopegate/template'
import type { Remark } from '../deployed/template.ts'
import type { Found, Reader } from './resources.ts'

function hasTransform(value: unknown): boolean {
  let found = false
  walk(value, (inner) => {
    found ||= isTable(inner) && Object.hasOwn(inner, 'Fn::Transform')
  })
  return found
}

const ofResource = (found: Found): readonly Remark[] => [
  ...(found.type.endsWith('::MODULE')
    ? [{ resource: found.place, what: 'a module, which stands for other resources' }]
    : []),
  ...(hasTransform(found.resource)
    ? [{ resource: found.place, what: '`Fn::Transform`, which puts other properties there' }]
    : []),
]

export function readRewrites(stacks: readonly Stack[], reader: Reader): readonly Remark[] {
  return [
    ...stacks.flatMap((stack) => [
      ...(stack.template.Transform === undefined
        ? []
        : [{ resource: stack.name, what: 'a `Transform`, which rewrites all of it' }]),
      ...(hasTransform({ ...stack.template, Resources: {} })
        ? [{ resource: stack.name, what: '`Fn::Transform` outside of its resources' }]
        : []),
    ]),
    ...reader.all.flatMap(ofResource),
  ]
}
