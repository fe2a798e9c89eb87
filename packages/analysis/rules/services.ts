/**
 * Rules over the contract’s services, tables and problems, and over what it is called.
 *
 * @module
 */
import { kitProblems, tableVariable } from '@scopegate/contract'
import { quoted } from '@scopegate/contract/quoted'
import { isTable } from '@scopegate/template'
import type { Finding, Rule } from './rule.ts'
import { at, when } from './shared/words.ts'
import { textsIn } from './subjects/rows.ts'

/** Of a system: stacks, user pools, parameters and the realm of challenges are called by it. */
const systemName = /^(?=.{1,32}$)[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/

/** Of a table or a service: a construct, a variable and a folder are called by it. */
const rowName = /^(?=.{1,64}$)[a-z][A-Za-z0-9]*(?:-[a-z0-9]+)*$/

/** DynamoDB takes up to 255 bytes as a key’s name. */
const attribute = /^[\x21-\x7E]{1,255}$/

const problemCode = /^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/

const parameter = /^[A-Za-z][A-Za-z0-9_-]*$/

/** What every list takes, by `list: true`. */
const ofLists = ['limit', 'cursor']

const isWhole = (value: unknown, least: number, most: number): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most

export const serviceRules: readonly Rule[] = [
  {
    on: 'rows',
    id: 'RS077',
    name: 'table-unknown',
    severity: 'error',
    rule: 'A table that a service names exists',
    why: 'The service would get neither the table’s name nor a permission, and fail at its first request.',
    source: 'packages/contract/service.ts',
    fix: 'Correct the table’s name, or add the table to the contract’s `tables`',
    judge: ({ services, tables }) => {
      const known = new Set(tables.map(({ name }) => name))
      return services.flatMap(({ label, path, row }) =>
        Object.keys(isTable(row.tables) ? row.tables : {})
          .filter((table) => !known.has(table))
          .map(
            (table): Finding => ({
              place: at(...path, 'tables', table),
              cause: `${label} names the table \`${table}\`, which does not exist`,
              fix: 'Correct it or add the table',
            }),
          ),
      )
    },
  },
  {
    on: 'rows',
    id: 'RS078',
    name: 'table-malformed',
    severity: 'error',
    rule: 'A table has a name of letters and digits, and keys that DynamoDB takes, each another attribute',
    why: 'DynamoDB refuses the table, and the deployment stops half way.',
    source: 'packages/contract/service.ts',
    fix: 'Write the table’s name as `orderLines` or `order-lines`, and its keys and `timeToLive` as names of three attributes',
    judge: ({ tables }) =>
      tables.flatMap(({ name, label, path, row }) => {
        const keys = [row.partitionKey, row.sortKey, row.timeToLive].filter((key) => typeof key === 'string')
        return [
          ...when(!rowName.test(name), () => [
            at(...path),
            `${label} has a name that is no variable’s and no construct’s`,
            'Write it as `orderLines` or `order-lines`',
          ]),
          ...when(!keys.every((key) => attribute.test(key)) || new Set(keys).size < keys.length, () => [
            at(...path),
            `${label} has keys that DynamoDB refuses`,
            'Write 1 to 255 characters without blanks for each, and no attribute twice',
          ]),
        ]
      }),
  },
  {
    on: 'rows',
    id: 'RS079',
    name: 'table-variable-shared',
    severity: 'error',
    rule: 'Each table has an environment variable of its own',
    why: 'Two names that differ in hyphens or capitals alone give one variable: a service would use the one table for the other.',
    source: 'packages/contract/service.ts',
    fix: 'Rename all but one of the tables',
    judge: ({ tables }) =>
      [...Map.groupBy(tables, ({ name }) => tableVariable(name))].flatMap(([variable, same]) =>
        same.slice(1, 2).map(
          ({ path }): Finding => ({
            place: at(...path),
            cause: `The tables ${quoted(same.map(({ name }) => name))} share the variable \`${variable}\``,
            fix: 'Rename all but one',
          }),
        ),
      ),
  },
  {
    on: 'contract',
    id: 'RS080',
    name: 'service-unused',
    severity: 'warning',
    rule: 'A service implements an operation',
    why: 'Its function runs for nobody, with permissions that nobody thinks of.',
    source: 'packages/contract/service.ts',
    fix: 'Name the service in an operation, or remove its row',
    judge: ({ contract }) => {
      const named = new Set(Object.values(contract.operations).map(({ service }) => service))
      return Object.keys(contract.services)
        .filter((name) => !named.has(name))
        .map((name) => ({
          place: at('services', name),
          cause: `The service \`${name}\` implements no operation`,
          fix: 'Name it in one, or remove its row',
        }))
    },
  },
  {
    on: 'rows',
    id: 'RS081',
    name: 'system-name-malformed',
    severity: 'error',
    rule: 'A contract has a name of 1 to 32 lower-case letters, digits and inner hyphens, and `problemTypes` is an address that a code completes',
    why: 'Stacks, user pools, parameters and the realm of challenges are called by the name, and clients compare the types of problems as text.',
    source: 'packages/contract/contract.ts; RFC 9457, 3.1.1',
    fix: 'Write a name such as `order-desk`, and `problemTypes` such as `https://docs.example/errors#` or `tag:example.com,2026:`',
    judge: ({ contract }) => {
      const { name, problemTypes } = isTable(contract) ? contract : {}
      return [
        ...when(typeof name === 'string' && !systemName.test(name), () => [
          at('name'),
          'The contract has a `name` that cannot name stacks and user pools',
          'Write 1 to 32 lower-case letters, digits and inner hyphens, a letter first',
        ]),
        ...when(
          typeof problemTypes === 'string' && !(URL.canParse(problemTypes) && /^\S+[#/:]$/.test(problemTypes)),
          () => [
            at('problemTypes'),
            'The contract has `problemTypes` that no code completes to an address',
            'Write an address that ends with `#` or `/`, or a tag that ends with `:`',
          ],
        ),
      ]
    },
  },
  {
    on: 'rows',
    id: 'RS082',
    name: 'problem-malformed',
    severity: 'error',
    rule: 'A problem has a code of its own in lower-case letters, digits and `_`, and the status of an error',
    why: 'Clients tell problems apart by the code alone; one that the product uses already would mean two things.',
    source: 'packages/contract/problem.ts; RFC 9457, 3.1',
    fix: 'Write a code such as `stock_insufficient` that is none of the product’s, and a status from 400 to 599',
    judge: ({ problems }) =>
      problems.flatMap(({ name, label, path, row }) => [
        ...when(!problemCode.test(name), () => [
          at(...path),
          `${label} has a code of another form than \`stock_insufficient\``,
          'Write it so',
        ]),
        ...when(Object.hasOwn(kitProblems, name), () => [
          at(...path),
          `${label} has a code that the product uses itself`,
          'Choose another',
        ]),
        ...when(typeof row.status === 'number' && !isWhole(row.status, 400, 599), () => [
          at(...path, 'status'),
          `${label} has a \`status\` that is none of an error`,
          'Write one from 400 to 599',
        ]),
      ]),
  },
  {
    on: 'rows',
    id: 'RS083',
    name: 'query-malformed',
    severity: 'error',
    rule: 'An operation names each of its query parameters once, and `limit` and `cursor` by `list: true`',
    why: 'Every other parameter is refused by name. One that is named twice, or that a list takes anyway, has two meanings.',
    source: 'packages/contract/operation.ts',
    fix: 'Write names of letters, digits, `_` and `-` in `query`, and `list: true` for an operation that answers page by page',
    judge: ({ operations }) =>
      operations.flatMap(({ label, path, row }) => {
        const names = textsIn(row.query)
        const isWrong = names.some((name) => !parameter.test(name) || ofLists.includes(name))
        return when(isWrong || new Set(names).size < names.length, () => [
          at(...path, 'query'),
          `${label} has a \`query\` with a name twice, of another form than \`sort-by\`, or of a list`,
          'Write each name once, and `list: true` in place of `limit` and `cursor`',
        ])
      }),
  },
  {
    on: 'rows',
    id: 'RS084',
    name: 'service-settings-impossible',
    severity: 'error',
    rule: 'A service has a name of letters and digits, 1 to 29 seconds of time and 128 to 10,240 MiB of memory',
    why: 'The HTTP API gives up after 30 seconds, without our problem document, and Lambda refuses other sizes.',
    source: 'aws-facts §D.2',
    fix: 'Write the name as `orderDesk` or `order-desk`, and whole numbers within the limits, or leave them out',
    judge: ({ services }) =>
      services.flatMap(({ name, label, path, row: { timeoutSeconds, memoryMiB } }) => [
        ...when(!rowName.test(name), () => [
          at(...path),
          `${label} has a name that is no construct’s and no folder’s`,
          'Write it as `orderDesk` or `order-desk`',
        ]),
        ...when(typeof timeoutSeconds === 'number' && !isWhole(timeoutSeconds, 1, 29), () => [
          at(...path, 'timeoutSeconds'),
          `${label} has \`timeoutSeconds\` after which no answer of it arrives`,
          'Write a whole number from 1 to 29',
        ]),
        ...when(typeof memoryMiB === 'number' && !isWhole(memoryMiB, 128, 10_240), () => [
          at(...path, 'memoryMiB'),
          `${label} has \`memoryMiB\` that Lambda refuses`,
          'Write a whole number from 128 to 10240',
        ]),
      ]),
  },
]
