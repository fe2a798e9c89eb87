/**
 * The closed world and its one door: what a template may hold besides what the contract’s rows say, and what the
 * contract’s `allowed` lets pass.
 */
import type { Allowance, Contract } from '@scopegate/contract'
import { isTable } from '@scopegate/template'
import type { TemplateSystem } from '../deployed/template.ts'
import { onRows, onTemplate } from './rule.ts'
import {
  fieldsOf,
  foreignVariables,
  isAllowed,
  isOfRow,
  isUsed,
  orAllow,
  permission,
  property,
  resource,
  rowFor,
  variable,
} from './shared/allowed.ts'
import { at, tell } from './shared/words.ts'

const forms: Readonly<Record<Allowance['kind'], Readonly<Record<string, RegExp>>>> = {
  resource: { type: /^[A-Za-z0-9]+(?:::[A-Za-z0-9]+)+$/, path: /^[^*?/]+(?:\/[^*?/]+)+$/ },
  property: { path: /^[^*?/]+(?:\/[^*?/]+)+$/, name: /^[^*?]+$/ },
  variable: { service: /^[^*?]+$/, name: /^[A-Za-z]\w*$/ },
  permission: { service: /^[^*?]+$/, action: /^[a-z0-9-]+:[A-Za-z0-9]+$/, on: /^(?:\*|[^*?]+)$/ },
}

/** What the ledger knows as a door, or does not know. */
const membersNotAllowed = (contract: Contract, { members }: TemplateSystem, kind: 'open' | 'unknown') =>
  members
    .filter(
      (each) => (each.why === undefined) === (kind === 'unknown') && !isAllowed(contract, property(contract, each)),
    )
    .map((each) => {
      const says = each.why ?? 'No rule knows it'
      const cause = `The resource has the property \`${each.property}\`: ${says[0]?.toLowerCase()}${says.slice(1)}`
      return tell(each.resource, cause, orAllow('Take it away', property(contract, each)))
    })

export const allowanceRules = onTemplate({
  'other-door': ({ contract, template }) => [
    template.otherDoors.map(({ resource: place, what }) =>
      tell(place, `The template has ${what}`, 'Remove it, or write its routes out under the API of a pool'),
    ),
    template.extras
      .map((each) => ({ ...each, row: resource(contract, each.type, each.resource) }))
      .filter(({ row }) => !isAllowed(contract, row))
      .map(({ type, resource: place, row }) =>
        tell(
          place,
          `The template has a resource of the kind \`${type}\`, which packages/cdk does not make`,
          orAllow('Remove it', row),
        ),
      ),
  ],
  'variable-unknown': (judged) =>
    judged.functions.map((each) => {
      if (each.variables === undefined)
        return tell(each.place, 'The function’s variables cannot be read', 'Write them out')
      return foreignVariables(judged, each).map((name) => {
        const isUnnamed = each.name === undefined || each.isTrigger
        const fix = isUnnamed ? 'Take it away' : orAllow('Take it away', variable(each.name ?? '', name))
        return tell(each.place, `The function has the variable \`${name}\`, which no row of the contract explains`, fix)
      })
    }),
  'grant-too-wide': ({ contract, template }) => [
    template.grants
      .map((each) => ({ ...each, row: resource(contract, each.type, each.resource) }))
      .filter(({ row }) => !isAllowed(contract, row))
      .map(({ resource: place, what, row }) => {
        const single = 'Grant single actions on resources of the template, to its own functions, APIs and pools'
        return tell(place, `The template grants ${what}`, orAllow(single, row))
      }),
    template.permissions
      .map((each) => ({ ...each, row: permission(contract, each) }))
      .filter(({ row, ...each }) => !isOfRow(contract, each) && !isAllowed(contract, row))
      .map(({ function: name, action, on, resource: place, row }) => {
        const cause = `The template lets \`${name ?? 'a role of no function'}\` do \`${action}\` on \`${on}\`, which no row of the contract says`
        if (name !== undefined) return tell(place, cause, orAllow('Grant it by the row of the service', row))
        return tell(place, cause, 'Grant it to the role of one function, by the row of its service')
      }),
  ],
  'door-open': ({ contract, template }) => membersNotAllowed(contract, template, 'open'),
  'property-unknown': ({ contract, template }) => membersNotAllowed(contract, template, 'unknown'),
  'allowance-unused': (judged) =>
    judged.contract.allowed.map(
      (each, index) =>
        !isUsed(judged, each) &&
        tell(
          at('allowed', `${index}`),
          `The contract allows \`${rowFor(fieldsOf(each))}\`, and the template has nothing of the kind`,
        ),
    ),
})

export const allowanceRowRules = onRows({
  'allowance-malformed': ({ contract, services }) => {
    const { allowed } = isTable(contract) ? contract : {}
    const rows: readonly unknown[] = Array.isArray(allowed) ? allowed : []
    const known = new Set<unknown>(services.map(({ name }) => name))
    return rows.map((row, index) => {
      if (!isTable(row) || typeof row['kind'] !== 'string' || !Object.hasOwn(forms, row['kind'])) return []
      const { kind, reason, service } = row
      const place = (field: string) => at('allowed', `${index}`, field)
      const label = `The allowance \`${index}\``
      // The cast is safe: the table has that key.
      const fields = Object.entries(forms[kind as Allowance['kind']])
      const isUnknown = kind === 'variable' && typeof service === 'string' && !known.has(service)
      return [
        fields
          .filter(([field, form]) => typeof row[field] === 'string' && !form.test(row[field]))
          .map(([field]) =>
            tell(
              place(field),
              `${label} has a \`${field}\` that names no single thing`,
              'Write it in full, without a wildcard',
            ),
          ),
        typeof reason === 'string' &&
          reason.trim() === '' &&
          tell(place('reason'), `${label} has no \`reason\``, 'Say why it is needed, and when it may go'),
        isUnknown &&
          tell(
            place('service'),
            `${label} names the service \`${service}\`, which does not exist`,
            'Correct it or remove the row',
          ),
      ]
    })
  },
})
