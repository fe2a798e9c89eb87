/**
 * How the template ties a pool’s names to what is deployed: for which pool its trigger works, and which client has which
 * id there. A name tied to another’s id gives one partner the other’s organization.
 */

import { parsedTable } from '@scopegate/template'
import { functionsByArn, triggerArn, variablesOf } from './functions.ts'
import type { Found, Reader } from './resources.ts'

/** What a pool’s trigger is told: the pool, and each name with the client behind it, an id for a stranger’s. */
export interface Wiring {
  readonly triggerPool: string | undefined
  readonly directory: Readonly<Record<string, string>> | undefined
}

type Variables = Readonly<Record<string, string | undefined>>

/** Tells of each pool what its trigger is told. `clientNames`: what to call a client, by the reference to it. */
export function createWiring(reader: Reader, clientNames: ReadonlyMap<string, string>): (pool: Found) => Wiring {
  const functions = functionsByArn(reader)
  // Two parameters of one name do not deploy; whichever it were, it would be no directory that anybody can judge.
  const parameters = Map.groupBy(reader.ofType('AWS::SSM::Parameter'), (found) => reader.text(found, 'Name') ?? '')
  return (pool) => {
    const target = functions.get(triggerArn(reader, pool) ?? '')
    const variables = target === undefined ? undefined : variablesOf(reader, target)
    const { CLIENT_DIRECTORY: own, CLIENT_DIRECTORY_PARAMETER: name }: Variables = variables ?? {}
    const [parameter, ...others] = parameters.get(name ?? '') ?? []
    const stored = parameter === undefined || others.length > 0 ? undefined : reader.text(parameter, 'Value')
    // With both variables the trigger does not start.
    const ids = own !== undefined && name !== undefined ? undefined : parsedTable(own ?? stored)
    return {
      triggerPool: variables?.['POOL'],
      directory:
        ids === undefined
          ? undefined
          : Object.fromEntries(
              Object.entries(ids).map(([name, id]) => [name, clientNames.get(String(id)) ?? String(id)]),
            ),
    }
  }
}
