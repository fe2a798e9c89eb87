/** The problems of this system’s own operations. */
import { problemsOf } from '@scopegate/http'
import { contract } from '@scopegate/scopes/contract'

/** Throw what it makes: `throw problem('stock_insufficient', { detail: … })`. */
export const problem = problemsOf(contract.problems)
