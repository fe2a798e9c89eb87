/** Rules over the contract’s services, tables and problems, and over what it is called. */
import { kitProblems, tableVariable } from '@scopegate/contract'
import { quoted } from '@scopegate/contract/quoted'
import { isTable } from '@scopegate/template'
import { eachRow, onContract, onRows } from './rule.ts'
import { at, tell, within } from './shared/words.ts'
import { isWhole, textsIn } from './subjects/rows.ts'

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

/** A value that is no number, RS001 tells. */
const isOutside = (value: unknown, least: number, most: number): boolean =>
  typeof value === 'number' && !isWhole(value, least, most)

export const serviceRules = onRows({
  RS077: {
    name: 'table-unknown',
    rule: 'A table that a service names exists',
    why: 'The service would get neither the table’s name nor a permission, and fail at its first request.',
    source: 'packages/contract/service.ts',
    fix: 'Correct the table’s name, or add the table to the contract’s `tables`',
    judge: ({ services, tables }) => {
      const known = new Set(tables.map(({ name }) => name))
      return services.map(({ label, path, row }) =>
        Object.keys(isTable(row.tables) ? row.tables : {})
          .filter((table) => !known.has(table))
          .map((table) =>
            tell(at(...path, 'tables', table), `${label} names the table \`${table}\`, which does not exist`),
          ),
      )
    },
  },
  RS078: {
    name: 'table-malformed',
    rule: 'A table has a name of letters and digits, and keys that DynamoDB takes, each another attribute',
    why: 'DynamoDB refuses the table, and the deployment stops half way.',
    source: 'packages/contract/service.ts',
    fix: 'Write the table’s name as `orderLines` or `order-lines`, and its keys and `timeToLive` as names of three attributes',
    judge: ({ tables }) =>
      tables.map(({ name, label, place, row }) => {
        const keys = [row.partitionKey, row.sortKey, row.timeToLive].filter((key) => typeof key === 'string')
        const areKeys = keys.every((key) => attribute.test(key)) && new Set(keys).size === keys.length
        return [
          !rowName.test(name) &&
            tell(
              place,
              `${label} has a name that is no variable’s and no construct’s`,
              'Write it as `orderLines` or `order-lines`',
            ),
          !areKeys &&
            tell(
              place,
              `${label} has keys that DynamoDB refuses`,
              'Write 1 to 255 characters without blanks for each, and no attribute twice',
            ),
        ]
      }),
  },
  RS079: {
    name: 'table-variable-shared',
    rule: 'Each table has an environment variable of its own',
    why: 'Two names that differ in hyphens or capitals alone give one variable: a service would use the one table for the other.',
    source: 'packages/contract/service.ts',
    fix: 'Rename all but one of the tables',
    judge: ({ tables }) =>
      [...Map.groupBy(tables, ({ name }) => tableVariable(name))].map(([variable, same]) => {
        const cause = `The tables ${quoted(same.map(({ name }) => name))} share the variable \`${variable}\``
        return same.slice(1, 2).map(({ place }) => tell(place, cause))
      }),
  },
  RS081: {
    name: 'system-name-malformed',
    rule: 'A contract has a name of 1 to 32 lower-case letters, digits and inner hyphens, and `problemTypes` is an address that a code completes',
    why: 'Stacks, user pools, parameters and the realm of challenges are called by the name, and clients compare the types of problems as text.',
    source: 'packages/contract/contract.ts; RFC 9457, 3.1.1',
    fix: 'Write a name such as `order-desk`, and `problemTypes` such as `https://docs.example/errors#` or `tag:example.com,2026:`',
    judge: ({ contract }) => {
      const { name, problemTypes: types } = isTable(contract) ? contract : {}
      const completes = typeof types !== 'string' || (URL.canParse(types) && /^\S+[#/:]$/.test(types))
      return [
        typeof name === 'string' &&
          !systemName.test(name) &&
          tell(
            at('name'),
            'The contract has a `name` that cannot name stacks and user pools',
            'Write 1 to 32 lower-case letters, digits and inner hyphens, a letter first',
          ),
        !completes &&
          tell(
            at('problemTypes'),
            'The contract has `problemTypes` that no code completes to an address',
            'Write an address that ends with `#` or `/`, or a tag that ends with `:`',
          ),
      ]
    },
  },
  RS082: {
    name: 'problem-malformed',
    rule: 'A problem has a code of its own in lower-case letters, digits and `_`, and the status of an error',
    why: 'Clients tell problems apart by the code alone; one that the product uses already would mean two things.',
    source: 'packages/contract/problem.ts; RFC 9457, 3.1',
    fix: 'Write a code such as `stock_insufficient` that is none of the product’s, and a status from 400 to 599',
    judge: ({ problems }) =>
      problems.map(({ name, label, place, row: { status } }) => [
        !problemCode.test(name) &&
          tell(place, `${label} has a code of another form than \`stock_insufficient\``, 'Write it so'),
        Object.hasOwn(kitProblems, name) &&
          tell(place, `${label} has a code that the product uses itself`, 'Choose another'),
        isOutside(status, 400, 599) &&
          tell(
            within(place, 'status'),
            `${label} has a \`status\` that is none of an error`,
            'Write one from 400 to 599',
          ),
      ]),
  },
  RS083: {
    name: 'query-malformed',
    rule: 'An operation names each of its query parameters once, and `limit` and `cursor` by `list: true`',
    why: 'Every other parameter is refused by name. One that is named twice, or that a list takes anyway, has two meanings.',
    source: 'packages/contract/operation.ts',
    fix: 'Write names of letters, digits, `_` and `-` in `query`, and `list: true` for an operation that answers page by page',
    judge: eachRow(
      'operations',
      ({ row }) => {
        const names = textsIn(row.query)
        return (
          names.some((name) => !parameter.test(name) || ofLists.includes(name)) || new Set(names).size < names.length
        )
      },
      ({ label }) => `${label} has a \`query\` with a name twice, of another form than \`sort-by\`, or of a list`,
      'query',
    ),
  },
  RS084: {
    name: 'service-settings-impossible',
    rule: 'A service has a name of letters and digits, 1 to 29 seconds of time and 128 to 10,240 MiB of memory',
    why: 'The HTTP API gives up after 30 seconds, without our problem document, and Lambda refuses other sizes.',
    source: 'aws-facts §D.2',
    fix: 'Write the name as `orderDesk` or `order-desk`, and whole numbers within the limits, or leave them out',
    judge: ({ services }) =>
      services.map(({ name, label, place, row: { timeoutSeconds, memoryMiB } }) => [
        !rowName.test(name) &&
          tell(
            place,
            `${label} has a name that is no construct’s and no folder’s`,
            'Write it as `orderDesk` or `order-desk`',
          ),
        isOutside(timeoutSeconds, 1, 29) &&
          tell(
            within(place, 'timeoutSeconds'),
            `${label} has \`timeoutSeconds\` after which no answer of it arrives`,
            'Write a whole number from 1 to 29',
          ),
        isOutside(memoryMiB, 128, 10_240) &&
          tell(
            within(place, 'memoryMiB'),
            `${label} has \`memoryMiB\` that Lambda refuses`,
            'Write a whole number from 128 to 10240',
          ),
      ]),
  },
})

export const usedServiceRules = onContract({
  RS080: {
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
        .map((name) => tell(at('services', name), `The service \`${name}\` implements no operation`))
    },
  },
})
