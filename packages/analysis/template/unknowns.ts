/**
 * Fields of which only a deployment knows what they are: a parameter, a condition, a function that needs an account. A
 * rule that took such a field for the harmless value, or for none, would let the other one pass.
 */

import { isTable } from '@scopegate/template'
import type { Remark } from '../deployed/template.ts'
import type { Found, Reader } from './resources.ts'

/** An intrinsic function: a table with this one field. */
const isIntrinsic = (value: Readonly<Record<string, unknown>>): boolean => {
  const [name = '', ...others] = Object.keys(value)
  return others.length === 0 && (name === 'Ref' || name.startsWith('Fn::'))
}

/** What stays open in a text: `${Fn::If}`, `${Parameter}`, `${!Import}`. References to resources have a point, and the account’s own values `AWS::`. */
const open = /\$\{(?!AWS::)[^.}]*\}|\$\{…\}/
const openImport = /\$\{![^}]*\}/

/** Kinds that name tables of the other stack, whose template need not be there: nothing but names and ARNs comes of it. */
const mayImport = new Set(['AWS::Lambda::Function', 'AWS::IAM::Policy'])

function isUnknown(reader: Reader, found: Found, value: unknown, alone: boolean): boolean {
  // Documented by CloudFormation: it puts the parameter’s or secret’s value there when it deploys.
  if (typeof value === 'string') return value.includes('{{resolve:')
  if (Array.isArray(value)) return value.some((entry) => isUnknown(reader, found, entry, alone))
  if (!isTable(value)) return false
  if (!isIntrinsic(value)) return Object.values(value).some((inner) => isUnknown(reader, found, inner, alone))
  const text = reader.resolved(found, value)
  const known = alone && mayImport.has(found.type) ? text.replaceAll(new RegExp(openImport, 'g'), '') : text
  return openImport.test(known) || open.test(known) || known.includes('{{resolve:')
}

/** Each field of a resource in which something is unknown, and each resource that may not be made. */
export function readUnknowns(reader: Reader): readonly Remark[] {
  // With the other stack beside it, what that one does not export comes from somewhere else.
  const alone = new Set(reader.all.map(({ stack }) => stack)).size === 1
  return reader.all.flatMap((found) => [
    ...(found.resource.Condition === undefined
      ? []
      : [{ resource: found.place, what: 'whether it makes the resource' }]),
    ...Object.entries(found.properties)
      .filter(([, value]) => isUnknown(reader, found, value, alone))
      .map(([field]) => ({ resource: found.place, what: `\`${field}\`` })),
  ])
}
