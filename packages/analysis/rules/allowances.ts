/**
 * The closed world and its one door: what a template may hold besides what the contract’s rows say, and what the
 * contract’s `allowed` lets pass.
 *
 * @module
 */
import type { Allowance } from '@scopegate/contract'
import { isTable } from '@scopegate/template'
import type { Finding, Rule } from './rule.ts'
import {
  fieldsOf,
  foreignVariables,
  isAllowed,
  isOfRow,
  isUsed,
  orAllow,
  permission,
  resource,
  rowFor,
  variable,
} from './shared/allowed.ts'
import { at, inTemplate, when } from './shared/words.ts'

const forms: Readonly<Record<Allowance['kind'], Readonly<Record<string, RegExp>>>> = {
  resource: { type: /^[A-Za-z0-9]+(?:::[A-Za-z0-9]+)+$/, path: /^[^*?/]+(?:\/[^*?/]+)+$/ },
  variable: { service: /^[^*?]+$/, name: /^[A-Za-z]\w*$/ },
  permission: { service: /^[^*?]+$/, action: /^[a-z0-9-]+:[A-Za-z0-9]+$/, on: /^(?:\*|[^*?]+)$/ },
}

export const allowanceRules: readonly Rule[] = [
  {
    on: 'template',
    id: 'RS036',
    name: 'other-door',
    severity: 'error',
    rule: 'The routes of the pools’ HTTP APIs are the only way in, and the contract allows each resource of a kind that packages/cdk does not make',
    why: 'Another way in has no authorizer of ours: a function URL, a foreign identity provider, a user who was put there. What hangs on a pool or an API that is made elsewhere cannot be judged.',
    source: 'aws-facts §E.4',
    fix: 'Remove the resource, write its routes out under the API of a pool, or allow it in the contract by its type and its place. Alarms, dashboards, topics, domains, certificates, keys and firewalls need no leave',
    judge: ({ contract, template }) => [
      ...template.otherDoors.map(
        ({ resource: place, what }): Finding => ({
          place: inTemplate(place),
          cause: `The template has ${what}`,
          fix: 'Remove it, or write its routes out under the API of a pool',
        }),
      ),
      ...template.extras
        .filter(({ type, resource: place }) => !isAllowed(contract, resource(contract, type, place)))
        .map(
          ({ type, resource: place }): Finding => ({
            place: inTemplate(place),
            cause: `The template has a resource of the kind \`${type}\`, which packages/cdk does not make`,
            fix: orAllow('Remove it', resource(contract, type, place)),
          }),
        ),
    ],
  },
  {
    on: 'template',
    id: 'RS066',
    name: 'variable-unknown',
    severity: 'error',
    rule: 'A function has no variables but `POOLS`, those of its service’s tables and those that the contract allows; a trigger has its pool and its directory',
    why: 'Another one turns off the check of certificates, loads code at start or sends all data to an address of somebody’s.',
    source: 'packages/cdk/functions/services.ts, packages/cdk/identity/token-trigger.ts',
    fix: 'Take the variable away, or allow it in the contract by its service and name',
    judge: (judged) =>
      judged.template.functions.flatMap((each): readonly Finding[] => {
        const place = inTemplate(each.resource)
        if (each.variables === undefined) {
          return [{ place, cause: 'The function’s variables cannot be read', fix: 'Write them out' }]
        }
        return foreignVariables(judged, each).map((name) => ({
          place,
          cause: `The function has the variable \`${name}\`, which no row of the contract explains`,
          fix:
            each.name === undefined || each.isTrigger
              ? 'Take it away'
              : orAllow('Take it away', variable(each.name, name)),
        }))
      }),
  },
  {
    on: 'template',
    id: 'RS069',
    name: 'grant-too-wide',
    severity: 'error',
    rule: 'Only the template’s own APIs and pools call functions, and a function’s role may do what its service’s row says and the contract allows',
    why: 'Who calls a function past the gateway writes the claims of the token themselves. A role that may do anything lets one fault in a service reach every organization.',
    source: 'packages/cdk/functions/node-function.ts, packages/cdk/functions/services.ts',
    fix: 'Grant single actions on single resources, by the service’s row; allow another in the contract by its service, action and resource',
    judge: ({ contract, template }) => [
      ...template.grants
        .filter(({ type, resource: place }) => !isAllowed(contract, resource(contract, type, place)))
        .map(
          ({ type, resource: place, what }): Finding => ({
            place: inTemplate(place),
            cause: `The template grants ${what}`,
            fix: orAllow(
              'Grant single actions on resources of the template, to its own functions, APIs and pools',
              resource(contract, type, place),
            ),
          }),
        ),
      ...template.permissions
        .filter((each) => !isOfRow(contract, each) && !isAllowed(contract, permission(contract, each)))
        .map(
          (each): Finding => ({
            place: inTemplate(each.resource),
            cause: `The template lets \`${each.function ?? 'a role of no function'}\` do \`${each.action}\` on \`${each.on}\`, which no row of the contract says`,
            fix:
              each.function === undefined
                ? 'Grant it to the role of one function, by the row of its service'
                : orAllow('Grant it by the row of the service', permission(contract, each)),
          }),
        ),
    ],
  },
  {
    on: 'rows',
    id: 'RS085',
    name: 'allowance-malformed',
    severity: 'error',
    rule: 'What the contract allows, it names exactly, with a reason',
    why: 'A wildcard allows what nobody has seen yet, and without a reason nobody can say when the row may go.',
    source: 'packages/contract/service.ts',
    fix: 'Write the type and path, the service and name, or the service, action and resource in full, and the reason',
    judge: ({ contract, services }) => {
      const { allowed } = isTable(contract) ? contract : {}
      const rows: readonly unknown[] = Array.isArray(allowed) ? allowed : []
      const known = new Set(services.map(({ name }) => name))
      return rows.flatMap((row, index): readonly Finding[] => {
        if (!isTable(row) || typeof row['kind'] !== 'string' || !Object.hasOwn(forms, row['kind'])) return []
        // The cast is safe: the table has that key.
        const fields = Object.entries(forms[row['kind'] as Allowance['kind']])
        const wrong = fields.filter(([field, form]) => typeof row[field] === 'string' && !form.test(row[field]))
        const label = `The allowance \`${index}\``
        return [
          ...wrong.map(
            ([field]): Finding => ({
              place: at('allowed', `${index}`, field),
              cause: `${label} has a \`${field}\` that names no single thing`,
              fix: 'Write it in full, without a wildcard',
            }),
          ),
          ...when(typeof row['reason'] === 'string' && row['reason'].trim() === '', () => [
            at('allowed', `${index}`, 'reason'),
            `${label} has no \`reason\``,
            'Say why it is needed, and when it may go',
          ]),
          ...when(
            row['kind'] === 'variable' && typeof row['service'] === 'string' && !known.has(row['service']),
            () => [
              at('allowed', `${index}`, 'service'),
              `${label} names the service \`${row['service']}\`, which does not exist`,
              'Correct it or remove the row',
            ],
          ),
        ]
      })
    },
  },
  {
    on: 'template',
    id: 'RS086',
    name: 'allowance-unused',
    severity: 'warning',
    rule: 'The template has what the contract allows',
    why: 'An allowance for something that is gone lets the next thing of that name pass, and the list should only shrink.',
    source: 'packages/contract/service.ts',
    fix: 'Remove the row from the contract’s `allowed`, or correct its names',
    judge: (judged) =>
      judged.contract.allowed.flatMap((each, index) =>
        when(!isUsed(judged, each), () => [
          at('allowed', `${index}`),
          `The contract allows \`${rowFor(fieldsOf(each))}\`, and the template has nothing of the kind`,
          'Remove the row, or correct its names',
        ]),
      ),
  },
]
