/** What this system's organizations are opened with: a currency, which is that of all their money. */
import { createOrganizations, type Organizations as OrganizationsOf } from '@scopegate/account/organizations'
import { Currency } from '../recharge/money.ts'

export const terms = { currency: Currency } as const

export type Organizations = OrganizationsOf<typeof terms>

/** The organizations, for a service that asks which are open. */
export const organizationsOf = (deps: Omit<Parameters<typeof createOrganizations>[0], 'terms'>): Organizations =>
  createOrganizations({ ...deps, terms })
