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
  'table-unknown': ({ services, tables }) => {
    const known = new Set(tables.map(({ name }) => name))
    return services.map(({ label, path, row }) =>
      Object.keys(isTable(row.tables) ? row.tables : {})
        .filter((table) => !known.has(table))
        .map((table) =>
          tell(at(...path, 'tables', table), `${label} names the table \`${table}\`, which does not exist`),
        ),
    )
  },
  'table-malformed': ({ tables }) =>
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
  'table-variable-shared': ({ tables }) =>
    [...Map.groupBy(tables, ({ name }) => tableVariable(name))].map(([variable, same]) => {
      const cause = `The tables ${quoted(same.map(({ name }) => name))} share the variable \`${variable}\``
      return same.slice(1, 2).map(({ place }) => tell(place, cause))
    }),
  'system-name-malformed': ({ contract }) => {
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
  'problem-malformed': ({ problems }) =>
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
  'query-malformed': eachRow(
    'operations',
    ({ row }) => {
      const names = textsIn(row.query)
      return names.some((name) => !parameter.test(name) || ofLists.includes(name)) || new Set(names).size < names.length
    },
    ({ label }) => `${label} has a \`query\` with a name twice, of another form than \`sort-by\`, or of a list`,
    'query',
  ),
  'service-settings-impossible': ({ services }) =>
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
})

export const usedServiceRules = onContract({
  'service-unused': ({ contract }) => {
    const named = new Set(Object.values(contract.operations).map(({ service }) => service))
    return Object.keys(contract.services)
      .filter((name) => !named.has(name))
      .map((name) => tell(at('services', name), `The service \`${name}\` implements no operation`))
  },
})
