/** What a kill run proves, in one place for the short form and the long one. */

import type { KillReport } from './kill-run.ts'
import { faultsOf } from './ledger.ts'

/** One sentence for each thing that is wrong with the run's outcome; none when all is well. */
export function faultsOfRun({ answers, books, expectedBalance, tally, unheard }: KillReport): readonly string[] {
  const faults = [...faultsOf(books)]
  const stored = new Map(books.recharges.map((recharge) => [recharge.id, recharge]))
  const told = new Set<string>()
  for (const { request, first, again } of answers) {
    const { key, terms } = request
    if (first.status !== 201) {
      faults.push(`Key ${key} was answered ${first.status}: ${first.body}`)
      continue
    }
    if (!again.replayed || again.status !== 201 || again.body !== first.body || again.location !== first.location) {
      faults.push(`Key ${key} got another answer when it was sent once more`)
    }
    // The cast is safe: what is not so is not found among the stored ones.
    const body = JSON.parse(first.body) as { readonly id: string }
    const { id } = body
    const { account, amount, currency, created_at } = stored.get(id) ?? {}
    const same = JSON.stringify({ id, account, amount, currency, created_at }) === first.body
    if (!same || amount !== terms.amount || account !== terms.account) {
      faults.push(`Key ${key} was told something else than what is stored`)
    }
    told.add(id)
  }
  if (told.size !== answers.length) faults.push(`${answers.length} keys were told of ${told.size} recharges`)
  if (stored.size !== answers.length) faults.push(`${answers.length} keys made ${stored.size} recharges`)
  // The credit that filled the wallet had a key as well.
  if (books.keys !== answers.length + 1) faults.push(`${answers.length + 1} keys have ${books.keys} rows`)
  if (books.wallet.balance !== expectedBalance) {
    faults.push(`The wallet holds ${books.wallet.balance} instead of ${expectedBalance}`)
  }
  if (tally.withoutRetryAfter > 0) faults.push(`${tally.withoutRetryAfter} refusals did not say when to come back`)
  if (tally.replays < unheard) faults.push(`${unheard} answers were lost for certain, ${tally.replays} were replayed`)
  return faults
}

/** The counts of a run, one line. */
export function countsOf({ tally, kills, answers, books }: KillReport): string {
  const counts = [
    `${answers.length} keys`,
    `${tally.answers} answers`,
    `${books.recharges.length} recharges`,
    `${tally.retries} retries`,
    `${tally.replays} replays`,
    `${tally.connectionErrors} connection errors`,
    `${tally.unavailable} 503`,
    `${tally.inProgress} 409 in progress`,
    `${kills.server} server kills`,
    `${kills.database} database kills`,
  ]
  return `Kill run: ${counts.join(', ')}; balance ${books.wallet.balance}`
}
