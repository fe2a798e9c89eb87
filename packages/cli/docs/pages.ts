/** The generated pages of docs/. */
import type { Contract } from '@scopegate/contract/contract'
import { errorsPage } from './errors-page.ts'
import type { Page } from './markdown.ts'
import { operationsPage } from './operations-page.ts'
import { rulesPage, type ShownRule } from './rules-page.ts'
import { scopesPage } from './scopes-page.ts'

/** All of them, from a contract that holds together. */
export const generatedPages = (contract: Contract, rules: readonly ShownRule[]): readonly Page[] => [
  scopesPage(contract),
  operationsPage(contract),
  errorsPage(contract),
  rulesPage(rules),
]
