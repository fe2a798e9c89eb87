/** What the check of all ledgers came to, as data and as text. */
import { checkLedger, type LedgerFinding, type LedgerTable, organizations } from './read.ts'

/** The check of one table. `--json` prints it as it is. */
export interface LedgerReport {
  readonly table: string
  readonly ok: boolean
  /** In the order of their ids. */
  readonly ledgers: readonly LedgerFinding[]
}

/** Checks every organization's ledger, one at a time: the table serves callers meanwhile. */
export async function checkLedgers(table: LedgerTable): Promise<LedgerReport> {
  const ledgers: LedgerFinding[] = []
  for await (const org of organizations(table)) ledgers.push(await checkLedger(table, org))
  return {
    table: table.table,
    ok: ledgers.every(({ difference }) => difference === undefined),
    ledgers: ledgers.toSorted((a, b) => (a.org < b.org ? -1 : 1)),
  }
}

function line({ org, entries, balance = 0, currency = '', difference }: LedgerFinding): string {
  if (difference === undefined) return `${org}: ${entries} entries sum up to ${balance} ${currency}`
  const { rule, sequence, expected, found } = difference
  return `${org}: DIFFERENCE at entry ${sequence}, ${rule}: expected ${expected}, found ${found}`
}

/** A line for each organization and one for all; the first difference in each ledger is named. */
export function renderLedgers({ table, ok, ledgers }: LedgerReport): string {
  const broken = ledgers.filter(({ difference }) => difference !== undefined).length
  const entries = ledgers.reduce((sum, ledger) => sum + ledger.entries, 0)
  const sum = `${ledgers.length} organizations, ${entries} entries in ${table}`
  const verdict = ok
    ? `${sum}: every balance is the sum of its entries`
    : `${sum}: ${broken} with a difference. Stop writes to them, and compare with a restored backup before any repair`
  return [...ledgers.map(line), verdict].join('\n')
}
