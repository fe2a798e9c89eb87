/**
 * How the template ties names of the contract to what is deployed: which client has which id, which pool a trigger works
 * for, whose tokens the services take. A name tied to another’s id gives one partner the other’s organization.
 *
 * @module
 */
import type { TemplateTrust } from '@scopegate/scopes/deployed/template'
import { poolBehindIssuer } from './issuer.ts'
import { type Found, isTable, type Reader } from './resources.ts'

type Table = Readonly<Record<string, unknown>>

/** JSON with references in its texts, as a table; `undefined` when it is none. */
function parsed(text: string | undefined): Table | undefined {
  try {
    const value: unknown = JSON.parse(text ?? '')
    return isTable(value) ? value : undefined
  } catch {
    return undefined
  }
}

const variable = (reader: Reader, found: Found, name: string): string | undefined => {
  const environment = reader.table(found, 'Environment')
  const variables = environment === undefined ? undefined : reader.table(found, 'Variables', environment)
  return variables === undefined ? undefined : reader.text(found, name, variables)
}

/** What the function of each pool’s trigger is told to work for, by the reference to the pool. */
export function readTriggerPool(reader: Reader, pool: Found): string | undefined {
  const triggers = reader.table(pool, 'LambdaConfig')
  const config = triggers === undefined ? undefined : reader.table(pool, 'PreTokenGenerationConfig', triggers)
  const arn = config === undefined ? undefined : reader.text(pool, 'LambdaArn', config)
  const target = reader
    .ofType('AWS::Lambda::Function')
    .find(({ reference }) => arn === `${reference.slice(0, -1)}.Arn}`)
  return target === undefined ? undefined : variable(reader, target, 'POOL')
}

/** The client directories by pool: each name with the client whose id stands there, which stays an id for a stranger’s. */
export function readDirectories(reader: Reader, clientNames: ReadonlyMap<string, string>) {
  const found = reader.ofType('AWS::SSM::Parameter').flatMap((parameter) => {
    const pool = /^\/scopegate\/([^/]+)\/clients$/.exec(reader.text(parameter, 'Name') ?? '')?.[1]
    const ids = parsed(reader.text(parameter, 'Value'))
    if (pool === undefined || ids === undefined) return []
    const named = Object.entries(ids).map(([name, id]) => [name, clientNames.get(String(id)) ?? String(id)] as const)
    return [[pool, Object.fromEntries(named)] as const]
  })
  return new Map(found)
}

/** Whose tokens each function takes that is told pools. */
export const readTrust = (
  reader: Reader,
  poolNames: ReadonlyMap<string, string>,
  clientNames: ReadonlyMap<string, string>,
): readonly TemplateTrust[] =>
  reader.ofType('AWS::Lambda::Function').flatMap((found) => {
    const stated = variable(reader, found, 'POOLS')
    if (stated === undefined) return []
    const pools = Object.entries(parsed(stated) ?? {}).map(([name, pool]) => {
      const { issuer, clients }: Table = isTable(pool) ? pool : {}
      const known = Object.entries(isTable(clients) ? clients : {}).map(
        ([id, told]) => [String(told), clientNames.get(id) ?? id] as const,
      )
      return [
        name,
        { tokensOf: poolBehindIssuer(String(issuer), poolNames), clients: Object.fromEntries(known) },
      ] as const
    })
    return [{ resource: found.place, pools: Object.fromEntries(pools) }]
  })
