import type { Contract, Stage } from '@scopegate/contract'
import { contract as literal } from '@scopegate/testing/fleet/contract'
import { stages as fleetStages } from '@scopegate/testing/fleet/infra/stages'
import { expect, test } from 'vitest'
import { stageFaults, stageLine } from './stages.ts'

const contract: Contract = literal
const { local, production, staging } = fleetStages
const web = production.clients['garage-web']
const certificateArn = 'arn:aws:acm:eu-central-1:111122223333:certificate/0f0e'
const domainName = 'api.fleet.example'

/** The lines that a change of the stage `production` causes. */
const linesOf = (change: Partial<Record<keyof Stage, unknown>>): readonly string[] => {
  // The cast is the point: Node strips types.
  const changed = { ...production, ...change } as Stage
  return stageFaults(contract, { local, staging, production: changed }).map(stageLine)
}

test('stageFaults() finds nothing wrong with the fleet’s stages', () => {
  expect(stageFaults(contract, fleetStages)).toEqual([])
})

test.each<[string, Partial<Record<keyof Stage, unknown>>, string]>([
  ['a name that is none', { name: 'Production!' }, 'The stage `Production!` has a name that is none'],
  ['an empty suffix', { suffix: '' }, 'has a `suffix` that no name can hold'],
  ['a suffix in capitals', { suffix: 'Prod' }, 'has a `suffix` that no name can hold'],
  ['a throttle of nothing', { throttle: { rate: 0, burst: 10 } }, 'has a `throttle` that lets no request pass'],
  ['a throttle without a burst', { throttle: { rate: 10 } }, 'has a `throttle` that lets no request pass'],
  ['a client directory that is none', { clientDirectory: 'ssm' }, 'has a `clientDirectory` that is none'],
  [
    'a name too long for a function',
    { suffix: 'a-suffix-of-thirty-characters-' + 'x'.repeat(12) },
    'calls the token trigger of the pool `partner` by 70 characters, `fleet-a-suffix-',
  ],
  ['an alarm address that is none', { alarmAddress: 'operations' }, 'has an `alarmAddress` that is no e-mail address'],
  ['protection off without a reason', { unprotected: ' ' }, 'switches the protection of people and rows off without'],
  ['an account of 11 digits', { account: '11112222333' }, 'has an `account` that is none. Write its 12 digits'],
  ['an account that is a number', { account: 111122223333.5 }, 'has an `account` that is none'],
  ['a Region that is none', { region: 'Frankfurt' }, 'has a `region` that is none'],
  ['a Region without an account', { account: undefined }, 'has a `region` and no `account`. Name both'],
  ['an account without a Region', { region: undefined }, 'has an `account` and no `region`. Name both'],
  [
    'no address to sign in at',
    { domainPrefix: undefined },
    'gives people of the pool `admin` no address to sign in at',
  ],
  ['a prefix in capitals', { domainPrefix: 'Fleet' }, 'has a `domainPrefix` that no address can hold'],
  ['a prefix that ends its line', { domainPrefix: 'fleet\n' }, 'has a `domainPrefix` that no address can hold'],
  ['a prefix that is too long', { domainPrefix: 'a'.repeat(56) }, 'has a `domainPrefix` of more than 55 characters'],
  ['a reserved word', { domainPrefix: 'jigsawsaw' }, 'holds `aws`, which Cognito refuses'],
  ['another reserved word', { domainPrefix: 'incognito' }, 'holds `cognito`, which Cognito refuses'],
  ['a sign-in domain of no pool', { signInDomains: { x: { domainName, certificateArn } } }, 'names the pool `x`'],
  [
    'a sign-in certificate of another Region than Cognito looks in',
    { signInDomains: { garage: { domainName, certificateArn } } },
    'has a certificate of eu-central-1 for the domain `api.fleet.example`. Take one of us-east-1',
  ],
  [
    'an API certificate of another Region than the stage’s',
    { apiDomains: { garage: { domainName, certificateArn: certificateArn.replace('central', 'west') } } },
    'has a certificate of eu-west-1 for the domain `api.fleet.example`. Take one of eu-central-1',
  ],
  [
    'a certificate that is none',
    { apiDomains: { garage: { domainName, certificateArn: 'arn:aws:s3:::bucket' } } },
    'has no certificate of ACM for the domain `api.fleet.example`',
  ],
  [
    'a domain that is an address',
    { apiDomains: { garage: { domainName: 'https://api.fleet.example', certificateArn } } },
    'has a domain for the pool `garage` that is none',
  ],
  [
    'a domain of another zone',
    { apiDomains: { garage: { domainName, certificateArn, hostedZone: { id: 'Z1', name: 'eet.example' } } } },
    'has the domain `api.fleet.example` in a zone of another name',
  ],
  ['a client of no pool', { clients: { ...production.clients, x: {} } }, 'names the client `x`, which the contract'],
  [
    'addresses of a machine',
    { clients: { ...production.clients, 'south-kiosk': web } },
    'gives the client `south-kiosk` addresses, and it uses no sign-in page',
  ],
  [
    'the suffix of another stage',
    { suffix: 'staging' },
    'The stage `production` has the stack `Fleet-staging`, as the stage `staging` has',
  ],
  [
    'the domain prefix of another stage',
    { domainPrefix: 'fleet-staging', signInDomains: {} },
    'The stage `production` has the sign-in domain `fleet-staging-garage`, as the stage `staging` has',
  ],
])('stageFaults() names %s, in a line that says what to do', (_, change, line) => {
  const lines = linesOf(change)
  expect(lines.filter((each) => each.includes(line))).not.toEqual([])
  for (const each of lines) expect(each).toMatch(/^The stage `[^\n]+\. [A-Z][^\n]+[^.\n]$/)
})

test('clients that fill a function’s variables are refused with the way out, and fit into a parameter', () => {
  const { partner } = literal.pools
  const client = partner.clients['south-kiosk']
  /** A pool whose trigger has so many bytes of variables. */
  const linesFor = (bytes: number, clientDirectory?: 'parameter') => {
    const empty = Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`machine-${at}`.padEnd(36, 'x'), client]))
    // `POOL` and `partner`, the second variable's name, the braces, and for each client quotes, colon, comma and 26 characters.
    const room = bytes - 11 - 16 - 2 - 50 * (36 + 26 + 6) + 1
    const clients = { ...empty, [`last${'x'.repeat(room - 26 - 6 - 4)}`]: client }
    const wide: Contract = { ...contract, pools: { ...contract.pools, partner: { ...partner, clients } } }
    const names = fleetStages.local.clients
    const stage: Stage = { ...local, clients: names, ...(clientDirectory === undefined ? {} : { clientDirectory }) }
    return stageFaults(wide, { local: stage }).map(stageLine)
  }
  expect(linesFor(4_096)).toEqual([])
  expect(linesFor(4_097)).toEqual([
    "The stage `local` has 4097 bytes of variables for the token trigger of the pool `partner`, and Lambda takes 4096. Write `clientDirectory: 'parameter'`, which holds the clients alone, or fewer clients",
  ])
  expect(linesFor(4_097, 'parameter')).toEqual([])
})

test.each([
  'http://localhost:8790/callback',
  'https://localhost/callback',
  'http://app.localhost:3000/',
  'http://127.0.0.1:8790/callback',
  'http://127.8.9.1/callback',
  'http://[::1]:8790/callback',
  'http://0.0.0.0:8790/callback',
])('%s is a local address, which only the stage `local` may have', (uri) => {
  for (const field of ['redirectUris', 'logoutUris']) {
    const clients = { ...production.clients, 'garage-web': { ...web, [field]: ['https://fleet.example/', uri] } }
    expect(linesOf({ clients })).toEqual([
      expect.stringContaining(
        `The stage \`production\` has the local address \`${uri}\` for the client \`garage-web\`. `,
      ),
    ])
    expect(stageFaults(contract, { ...fleetStages, local: { ...local, clients } })).toEqual([])
  }
})

test('an application on the person’s own device may come back to this machine in every stage', () => {
  const { garage } = literal.pools
  const clients = { ...garage.clients, 'garage-web': { ...garage.clients['garage-web'], kind: 'native' } } as const
  const native = { ...contract, pools: { ...contract.pools, garage: { ...garage, clients } } } satisfies Contract
  const address = { redirectUris: ['http://127.0.0.1:8790/in'], logoutUris: ['example.fleet:/'] }
  const stage = { ...production, clients: { ...production.clients, 'garage-web': address } }
  expect(stageFaults(native, { local, production: stage })).toEqual([])
})

test('a fifth sign-in domain of one’s own in an account and Region is refused, whichever stages have them', () => {
  const domainsOf = (stage: Stage, count: number) => {
    const own = ['garage', 'admin', 'partner'].slice(0, count).map((pool) => {
      const domainName = `${pool}.${stage.name}.example`
      return [pool, { domainName, certificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/1' }] as const
    })
    return { ...stage, signInDomains: Object.fromEntries(own) }
  }
  const faults = (second: Stage) =>
    stageFaults(contract, { local, production: domainsOf(production, 3), staging: second }).map(stageLine)
  const { staging } = fleetStages
  expect(faults(domainsOf(staging, 1))).toEqual([])
  expect(faults(domainsOf({ ...staging, region: 'eu-west-1' }, 2))).toEqual([])
  expect(faults(domainsOf(staging, 2))).toEqual([
    'The stage `staging` has one of 5 sign-in domains of your own in its account and Region, and the quota is 4. Use prefixes for some, or another Region',
  ])
})

test('two stages may have the same names where they can never meet', () => {
  const change = {
    suffix: 'staging',
    domainPrefix: 'fleet-staging',
    signInDomains: {},
    region: 'us-west-2',
    apiDomains: {},
  }
  expect(linesOf(change)).toEqual([])
  expect(linesOf({ ...change, region: undefined, account: undefined })).not.toEqual([])
})

test('the emulator’s stage is in the way of none', () => {
  const { suffix: _, ...plain } = production
  expect(stageFaults(contract, { local, production: { ...plain, domainPrefix: 'fleet', signInDomains: {} } })).toEqual(
    [],
  )
})
