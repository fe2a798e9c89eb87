/** The recharge service: organizations' wallets and the recharges that spend them. */
import { createIdempotentExecution, documentClient, tablesOf } from '@scopegate/dynamo'
import type { Environment, HandlersOf } from '@scopegate/http'
import { contract } from '@scopegate/scopes/contract'
import { organizationsOf } from '../account/organizations.ts'
import { rechargeHandlers } from './handlers.ts'
import { createRechargeStore } from './recharges.ts'
import { createWalletStore } from './wallets.ts'

/** @throws {ConfigurationError} for the first variable that is missing or wrong */
export function compose(
  environment: Environment,
  now: () => number = Date.now,
): HandlersOf<typeof contract, 'recharge'> {
  const tables = tablesOf(contract, 'recharge', environment)
  const client = documentClient(environment)
  const organizations = organizationsOf({ client, table: tables.organizations, now })
  return rechargeHandlers({
    wallets: createWalletStore({ client, table: tables.wallets, organizations, now }),
    recharges: createRechargeStore({ client, table: tables.recharges, now }),
    idempotently: createIdempotentExecution({ client, table: tables.idempotency, now }),
  })
}
