/** One thing that is not as it should be: a difference between two deployments, or one that only the account shows. */
import { type Difference, differenceKinds, type Where } from '@scopegate/analysis/deployed/compare'

/** Every kind with what it is about, those included for which the common form of a deployment has no place. */
export const findingKinds = {
  ...differenceKinds,
  authorizer_extra: 'its authorizers',
  route_replaced: 'the route itself',
  route_target: 'what it calls',
  trigger_function: 'the function of the token trigger',
  trigger_extra: 'triggers of other kinds',
  pool_sign_up: 'its users',
  pool_org_mutable: 'the organization of a user',
  door_open: 'a door that no contract knows',
  setting: 'a setting',
  client_provider: 'whom people may sign in through',
} as const

export type FindingKind = keyof typeof findingKinds

export interface Finding extends Omit<Difference, 'kind'> {
  readonly kind: FindingKind
  /** The id of an authorizer, where it is about one. */
  readonly authorizer?: string
}

/** Whether two findings say the same. */
export const keyOf = ({ kind, where, expected, found }: Omit<Finding, 'direction'>): string =>
  JSON.stringify([kind, where, expected, found])

export function placeOf(where: Where): string {
  switch (where.in) {
    case 'pool':
      return `user pool \`${where.pool}\``
    case 'resource server':
      return `resource server \`${where.resourceServer}\` of the pool \`${where.pool}\``
    case 'client':
      return `app client \`${where.client}\` of the pool \`${where.pool}\``
    case 'api':
      return `API of \`${where.pool}\``
    case 'route':
      return `route \`${where.route}\` of the API of \`${where.pool}\``
  }
}
