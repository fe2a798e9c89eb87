/**
 * How long an access token may live here. Nothing ends one early (aws-facts §G), so that its life is how long a stolen
 * token, or a role that was taken away, still counts.
 */

/** For people’s clients, in minutes. */
export const peoplesTokenMinutes = 15

/** For machines, in minutes: Cognito bills each of their tokens, and their roles hardly change. */
export const machinesTokenMinutes = 60

/** The least that Cognito accepts, in minutes (aws-facts §D.1). */
export const leastTokenMinutes = 5

/** How long a refresh token of people who act on any organization should live: they sign in once a day. */
export const operatorsRefreshDays = 1
