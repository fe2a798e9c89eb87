/** A merchant with a wallet, for tests of money. */
import { operator, user } from '../../support/principals.ts'
import { freshKey, openedOrg, type World } from './world.ts'

/** A recharge that anyone may want. */
export const topUp = { account: '+15550100', amount: 300, currency: 'EUR' }

/** An open organization with its owner and an operator. */
export async function merchantIn(world: World, balance = 1000) {
  const api = await world.process()
  const org = await openedOrg(api, { balance })
  const owner = api.as(user({ role: 'owner', org }))
  const admin = api.as(operator())
  return {
    api,
    org,
    owner,
    recharge: (json: unknown = topUp, headers: Record<string, string> = freshKey(), caller = owner) =>
      caller.post('/v1/recharges', { json, headers }),
    credit: (json: unknown, headers: Record<string, string> = freshKey(), to = org) =>
      admin.post(`/v1/orgs/${to}/wallet/credits`, { json, headers }),
    balance: async () => {
      // The cast is safe: the test of getWallet holds the shape.
      const { balance } = (await (await owner.get('/v1/wallet')).json()) as { balance: number }
      return balance
    },
  }
}

/** The status and the code of a problem. */
export const codeOf = async (answer: Response) => {
  // The cast is safe: every problem has a code.
  const { code } = (await answer.json()) as { code: string }
  return `${answer.status} ${code}`
}
