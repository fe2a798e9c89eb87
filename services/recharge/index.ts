/**
 * The recharge service: organizations' wallets and the recharges that spend them.
 *
 * @module
 */
export { composeRecharge } from './compose.ts'
export { type RechargeDeps, rechargeHandlers } from './handlers.ts'
export { checkLedgers, type LedgerReport } from './ledger/report.ts'
export { type LedgerDifference, type LedgerRule, verifyLedger } from './ledger/verify.ts'
export { createRechargeStore, type Recharge, type RechargeStore, type RechargeStoreDeps } from './recharges.ts'
export type { Wallet, WalletEntry } from './wallet.ts'
export { createWalletStore, type WalletStore, type WalletStoreDeps } from './wallets.ts'
