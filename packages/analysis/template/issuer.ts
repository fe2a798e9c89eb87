/**
 * Whose tokens an issuer’s address stands for.
 *
 * @module
 */

/** The issuer of a pool of the original type, by the reference to the pool (aws-facts §A.1). */
const form =
  /^https:\/\/cognito-idp\.(?:\$\{AWS::Region\}|[a-z]{2}(?:-[a-z]+)+-\d+)\.(?:amazonaws\.com|\$\{AWS::URLSuffix\})\/(.+)$/

/** The same as an attribute of the pool. */
const attribute = /^\$\{(.+)\.ProviderURL\}$/

/** The pool’s name; `unknown` for an issuer that is no pool of the template. */
export const poolBehindIssuer = (issuer: string | undefined, poolNames: ReadonlyMap<string, string>): string =>
  poolNames.get(form.exec(issuer ?? '')?.[1] ?? '') ??
  poolNames.get(`\${${attribute.exec(issuer ?? '')?.[1] ?? ''}}`) ??
  'unknown'
