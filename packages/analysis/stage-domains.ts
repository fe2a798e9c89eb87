/**
 * What is wrong with a stage's domains: the labels that Cognito refuses, and names and certificates that do not fit.
 */
import { type Contract, type CustomDomain, type Stage, stageNames } from '@scopegate/contract'
import { type Fault, when } from './stage-fault.ts'

export function domainFaults(contract: Contract, stage: Stage): readonly Fault[] {
  const pools = Object.keys(contract.pools)
  const { signInDomains = {}, apiDomains = {}, region } = stage
  return [
    ...pools.flatMap((pool) => (signInDomains[pool] === undefined ? prefixFaults(contract, stage, pool) : [])),
    // Cognito takes certificates of us-east-1 alone (CDG/cognito-user-pools-add-custom-domain).
    ...customFaults('signInDomains', signInDomains, pools, 'us-east-1'),
    ...customFaults('apiDomains', apiDomains, pools, region),
  ]
}

/** Cognito's rules for a domain prefix (CDG/cognito-user-pools-assign-domain-prefix), with the pool's name behind it. */
function prefixFaults(contract: Contract, stage: Stage, pool: string): readonly Fault[] {
  const field = 'domainPrefix'
  if (stage.domainPrefix === undefined && stage.name !== 'local') {
    const fix = 'Write a `domainPrefix`, or a sign-in domain of your own'
    return [[field, `gives people of the pool \`${pool}\` no address to sign in at`, fix]]
  }
  const domain = stageNames(contract, stage).domainPrefix(pool)
  if (!/^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/.test(domain)) {
    return [
      [field, 'has a `domainPrefix` that no address can hold', 'Write lower-case letters, digits and inner hyphens'],
    ]
  }
  const most = 63 - `-${pool}`.length
  const reserved = ['aws', 'amazon', 'cognito'].find((word) => domain.includes(word))
  return [
    ...when(
      domain.length > 63,
      field,
      `has a \`domainPrefix\` of more than ${most} characters, and the pool \`${pool}\` follows it`,
      'Write a shorter one',
    ),
    ...when(
      reserved !== undefined,
      field,
      `has a \`domainPrefix\` that with the pool \`${pool}\` holds \`${reserved}\`, which Cognito refuses`,
      'Write another',
    ),
  ]
}

const domainForm = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/
const certificateForm = /^arn:aws[a-z-]*:acm:([a-z0-9-]+):\d{12}:certificate\/[\w-]+$/

function customFaults(
  table: string,
  domains: Readonly<Partial<Record<string, CustomDomain>>>,
  pools: readonly string[],
  region: string | undefined,
): readonly Fault[] {
  return Object.entries(domains).flatMap(([pool, domain]): readonly Fault[] => {
    if (domain === undefined) return []
    const { domainName, certificateArn, hostedZone } = domain
    const field = `${table}.${pool}`
    const certificateRegion = certificateForm.exec(certificateArn)?.[1]
    return [
      ...when(
        !pools.includes(pool),
        field,
        `names the pool \`${pool}\` in \`${table}\`, which the contract does not have`,
        'Name one of the contract',
      ),
      ...when(
        !domainForm.test(domainName),
        `${field}.domainName`,
        `has a domain for the pool \`${pool}\` that is none`,
        'Write a name such as `login.shop.example`',
      ),
      ...when(
        certificateRegion === undefined,
        `${field}.certificateArn`,
        `has no certificate of ACM for the domain \`${domainName}\``,
        'Write its ARN',
      ),
      ...when(
        certificateRegion !== undefined && region !== undefined && certificateRegion !== region,
        `${field}.certificateArn`,
        `has a certificate of ${certificateRegion} for the domain \`${domainName}\``,
        `Take one of ${region}, where AWS looks for it`,
      ),
      ...when(
        hostedZone !== undefined && domainName !== hostedZone.name && !domainName.endsWith(`.${hostedZone.name}`),
        `${field}.hostedZone`,
        `has the domain \`${domainName}\` in a zone of another name`,
        'Name the zone that the domain is in',
      ),
    ]
  })
}
