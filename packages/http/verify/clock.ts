/**
 * How far two well-kept clocks may be apart.
 *
 * @module
 */

/**
 * Seconds that a token may be ahead of our clock. A clock slightly behind Cognito's would otherwise refuse, right
 * after the sign-in, a token that has just been issued. Applies to `iat` and `nbf`, which a token outgrows by itself;
 * never to `exp`, where it would lengthen every token's life.
 *
 * Behind the gateway it lets nothing more through: the authorizer wants both in the past by its own clock, without
 * any tolerance (aws-facts §E.1), and a request that it refused does not come here.
 */
export const clockToleranceSeconds = 5
