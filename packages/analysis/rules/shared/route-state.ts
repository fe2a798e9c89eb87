/** What makes a route open wider than its operation. */
import type { DeployedRoute } from '../../deployed/shape.ts'

/** Whether the route takes whatever no other names (aws-facts §E.4). */
export const isCatchAll = (key: string): boolean => key === '$default' || key.startsWith('ANY ') || key.includes('+}')

/** Whether the route opens without a scope, and the contract does not say that it may. */
export const isOpen = (route: DeployedRoute, wanted: DeployedRoute | undefined): boolean =>
  route.authorization === 'NONE'
    ? wanted?.authorization !== 'NONE'
    : route.authorization === 'JWT' && route.scopes.length === 0
