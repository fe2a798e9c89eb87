/**
 * What is called how in an account: every physical name that the product gives, by contract and stage. Two stages whose
 * suffixes differ have none in common.
 */
import type { Contract } from './contract.ts'
import type { Stage } from './stage.ts'

/** The names. Those of a pool are functions of its name in the contract. */
export interface StageNames {
  /** Of the stack with pools, functions and APIs: `Shop`, `Shop-production`. */
  readonly mainStack: string
  /** Of the stack with the tables: `ShopData`, `ShopData-production`. */
  readonly dataStack: string
  /** `shop-staff`, `shop-production-staff` */
  readonly userPool: (pool: string) => string
  /** `staff-api`, `staff-api-production` */
  readonly api: (pool: string) => string
  /** Of the function that the pool runs before it issues a token: `shop-staff-token-trigger`. */
  readonly tokenTrigger: (pool: string) => string
  /** The SSM parameter with the pool's client ids: `/shop/staff/clients`, `/shop-production/staff/clients`. */
  readonly clientDirectory: (pool: string) => `/${string}`
  /** The first label of a pool's sign-in domain, where it has none of the team's own. */
  readonly domainPrefix: (pool: string) => string
}

/** `order-shop` as the beginning of a logical name: `OrderShop`. */
export const pascalCase = (name: string): string =>
  name
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')

export function stageNames(
  { name }: Pick<Contract, 'name'>,
  { suffix, domainPrefix = name }: Pick<Stage, 'suffix' | 'domainPrefix'>,
): StageNames {
  const end = suffix === undefined ? '' : `-${suffix}`
  const stack = pascalCase(name)
  return {
    mainStack: `${stack}${end}`,
    dataStack: `${stack}Data${end}`,
    userPool: (pool) => `${name}${end}-${pool}`,
    api: (pool) => `${pool}-api${end}`,
    tokenTrigger: (pool) => `${name}${end}-${pool}-token-trigger`,
    clientDirectory: (pool) => `/${name}${end}/${pool}/clients`,
    domainPrefix: (pool) => `${domainPrefix}-${pool}`,
  }
}
