/**
 * What one deployment has for itself, as `infra/deployment.json` records it. Recorded, not given with a command: a later
 * deployment that forgot it would put another sign-in domain in the place of the one that people use.
 *
 * @module
 */
import { readFileSync } from 'node:fs'

export interface Deployment {
  /** `<prefix>-<pool>` is the first label of a pool's sign-in domain: unique in a region, over all of AWS's customers. */
  readonly domainPrefix: string
}

/** As this repository comes: good for one machine, and certainly taken in AWS. */
const asItComes = 'scopegate'

const place = '`domainPrefix` in infra/deployment.json'

/** Reads the record. A test synthesizes from it. */
export const recordedDeployment = (): Deployment =>
  // The cast is safe: `domainOf` checks the one field before anything uses it.
  JSON.parse(readFileSync(new URL('../../infra/deployment.json', import.meta.url), 'utf8')) as Deployment

/** Why this must not be deployed, in one line; `undefined` when nothing speaks against it. */
export const refusalToDeploy = ({ domainPrefix }: Deployment): string | undefined =>
  domainPrefix === asItComes
    ? `Cannot deploy: ${place} is still \`${asItComes}\`, and sign-in domains are unique in a region of AWS. Record a name of yours there, once, and commit it`
    : undefined

/**
 * The domain prefix of a pool, within Cognito's rules (CDG/cognito-user-pools-assign-domain-prefix).
 *
 * @throws Error that says which rule is broken.
 */
export function domainOf({ domainPrefix }: Deployment, pool: string): string {
  const domain = `${domainPrefix}-${pool}`
  if (typeof domainPrefix !== 'string' || !/^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/.test(domainPrefix)) {
    throw new Error(`${place} takes lower-case letters, digits and inner hyphens. Record another`)
  }
  if (domain.length > 63) {
    const most = 63 - `-${pool}`.length
    throw new Error(`${place} may have ${most} characters, for the pool \`${pool}\` follows it. Record a shorter one`)
  }
  const reserved = ['aws', 'amazon', 'cognito'].find((word) => domain.includes(word))
  if (reserved !== undefined) {
    throw new Error(`${place}, with the pool \`${pool}\`, holds \`${reserved}\`, which Cognito refuses. Record another`)
  }
  return domain
}
