/**
 * The algebra of grants: *effective = requested ∩ client's ∩ role's*, and nothing else.
 *
 * Pure and generic, so that its laws can be tested over any sets: the result is a subset of each operand,
 * grows only when an operand grows, and applying it twice changes nothing.
 */

/** What limits a token: what was asked for, what the client may hold, what the person's role may hold. */
export interface GrantRequest<S extends string> {
  /** `as-allowed` for a sign-in that cannot ask for scopes (the AWS SDK): the client and the role decide alone. */
  readonly requested: readonly S[] | 'as-allowed'
  readonly client: readonly S[]
  /** `unlimited` for a machine: its role widens and narrows nothing. */
  readonly role: readonly S[] | 'unlimited'
}

/** The scopes that the token may carry, in the client's order, each once. An empty operand gives an empty answer. */
export const effectiveScopes = <S extends string>({ requested, client, role }: GrantRequest<S>): readonly S[] =>
  effectiveAmong({
    requested: requested === 'as-allowed' ? requested : new Set(requested),
    client: new Set(client),
    role: role === 'unlimited' ? role : new Set(role),
  })

/** The same request, for whoever asks about the same client and role again and again. */
export interface GrantAmong<S extends string> {
  readonly requested: ReadonlySet<S> | 'as-allowed'
  readonly client: ReadonlySet<S>
  readonly role: ReadonlySet<S> | 'unlimited'
}

/** The same answer. */
export const effectiveAmong = <S extends string>({ requested, client, role }: GrantAmong<S>): readonly S[] =>
  [...client].filter(
    (scope) => (requested === 'as-allowed' || requested.has(scope)) && (role === 'unlimited' || role.has(scope)),
  )
