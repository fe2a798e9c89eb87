/** What is wrong with the stages of a contract. Pure, like the rules: nothing is asked of an account. */
import { type Contract, clientKinds, indexOf, type Stage, stageNames } from '@scopegate/contract'
import { isLoopbackHost } from '@scopegate/template'
import { shownAddress } from './rules/shared/code-address.ts'
import { domainFaults } from './stage-domains.ts'
import { type Fault, type StageFault, when } from './stage-fault.ts'
import { triggerFaults } from './stage-triggers.ts'

export { type StageFault, stageLine } from './stage-fault.ts'

/** All faults of all stages. `stageLine` makes a sentence of each. */
export const stageFaults = (contract: Contract, stages: Readonly<Record<string, Stage>>): readonly StageFault[] => [
  ...Object.values(stages).flatMap((stage) => faultsOfStage(contract, stage)),
  ...sharedNames(contract, Object.values(stages)),
  ...tooManyDomains(Object.values(stages)),
]

/** The faults of one stage, without a look at the others. */
export const faultsOfStage = (contract: Contract, stage: Stage): readonly StageFault[] =>
  [
    ...formFaults(stage),
    ...placeFaults(stage),
    ...domainFaults(contract, stage),
    ...clientFaults(contract, stage),
    ...triggerFaults(contract, stage),
  ].map(([field, cause, fix]) => ({ stage: stage.name, place: `${stage.name}.${field}`, cause, fix }))

const label = /^[a-z0-9](?:[a-z0-9-]{0,28}[a-z0-9])?$/
const isCount = (value: number) => Number.isInteger(value) && value > 0

function formFaults({ name, suffix, throttle, alarmAddress, unprotected }: Stage): readonly Fault[] {
  const letters = 'Write at most 30 lower-case letters, digits and inner hyphens'
  return [
    ...when(!label.test(name), 'name', 'has a name that is none', letters),
    ...when(suffix !== undefined && !label.test(suffix), 'suffix', 'has a `suffix` that no name can hold', letters),
    ...when(
      throttle !== undefined && !(isCount(throttle.rate) && isCount(throttle.burst)),
      'throttle',
      'has a `throttle` that lets no request pass, or says how many not',
      'Write `rate` and `burst` as whole numbers above 0',
    ),
    ...when(
      alarmAddress !== undefined && !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(alarmAddress),
      'alarmAddress',
      'has an `alarmAddress` that is no e-mail address',
      'Write one, or leave it out',
    ),
    ...when(
      unprotected?.trim() === '',
      'unprotected',
      'switches the protection of people and rows off without a reason',
      'Write why in `unprotected`, or leave it out',
    ),
  ]
}

/** An account alone, or a Region alone, would let a deployment choose the other. */
function placeFaults({ account, region }: Stage): readonly Fault[] {
  return [
    ...when(
      account !== undefined && !/^\d{12}$/.test(account),
      'account',
      'has an `account` that is none',
      'Write its 12 digits',
    ),
    ...when(
      region !== undefined && !/^[a-z]{2}(?:-[a-z]+)+-\d$/.test(region),
      'region',
      'has a `region` that is none',
      'Write one such as `eu-central-1`',
    ),
    ...when(
      (account === undefined) !== (region === undefined),
      account === undefined ? 'account' : 'region',
      `has ${account === undefined ? 'a `region` and no `account`' : 'an `account` and no `region`'}`,
      'Name both: a deployment to another place is then refused',
    ),
  ]
}

function clientFaults(contract: Contract, { name: stage, clients }: Stage): readonly Fault[] {
  const { clientNamed } = indexOf(contract)
  return Object.entries(clients).flatMap(([name, { redirectUris = [], logoutUris = [] }]): readonly Fault[] => {
    const client = clientNamed(name)
    const field = `clients.${name}`
    if (client === undefined) {
      return [[field, `names the client \`${name}\`, which the contract does not have`, 'Name one of the contract']]
    }
    const addresses = Object.entries({ redirectUris, logoutUris })
    if (!clientKinds[client.kind].signInPage) {
      return addresses.flatMap(([list, uris]) =>
        when(
          uris.length > 0,
          `${field}.${list}`,
          `gives the client \`${name}\` addresses, and it uses no sign-in page`,
          'Leave them out',
        ),
      )
    }
    if (stage === 'local' || clientKinds[client.kind].ownDevice) return []
    return addresses.flatMap(([list, uris]) =>
      uris
        .filter(isLocal)
        .map(
          (uri): Fault => [
            `${field}.${list}`,
            `has the local address \`${shownAddress(uri)}\` for the client \`${name}\``,
            'Local addresses stand in the stage `local` alone: a program on anyone’s machine could take a code there',
          ],
        ),
    )
  })
}

/** Whether a browser takes the address for one of its own machine. */
function isLocal(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { hostname } = new URL(address)
  return isLoopbackHost(hostname) || hostname.endsWith('.localhost') || ['0.0.0.0', '[::]'].includes(hostname)
}

/** Cognito's quota of sign-in domains of a team's own in an account and Region (aws-facts §D.1). */
const ownDomains = 4

function tooManyDomains(stages: readonly Stage[]): readonly StageFault[] {
  const places = Map.groupBy(stages, ({ account, region }) => `${account} ${region}`)
  return [...places.values()].flatMap((there): readonly StageFault[] => {
    const used = there.flatMap((stage) => Object.keys(stage.signInDomains ?? {}).map(() => stage.name))
    const [over] = used.slice(ownDomains)
    if (over === undefined) return []
    const cause = `has one of ${used.length} sign-in domains of your own in its account and Region, and the quota is ${ownDomains}`
    return [{ stage: over, place: `${over}.signInDomains`, cause, fix: 'Use prefixes for some, or another Region' }]
  })
}

/** What two stages both call by one name. `local` is never deployed, so that it is in nobody’s way. */
function sharedNames(contract: Contract, stages: readonly Stage[]): readonly StageFault[] {
  const deployed = stages.filter(({ name }) => name !== 'local')
  return deployed.flatMap((stage, at) =>
    deployed.slice(at + 1).flatMap((other): readonly StageFault[] => {
      const taken = new Set(physicalNames(contract, stage))
      const [shared] = physicalNames(contract, other).filter((name) => taken.has(name))
      if (shared === undefined || !mayMeet(stage, other)) return []
      const cause = `has ${shared}, as the stage \`${stage.name}\` has`
      const fix = 'Give it another `suffix` and `domainPrefix`, or an account or a Region of its own'
      return [{ stage: other.name, place: `${other.name}.suffix`, cause, fix }]
    }),
  )
}

/** Whether both may be in one account and Region. A stage that names none may be anywhere. */
const mayMeet = (one: Stage, other: Stage): boolean =>
  [
    [one.account, other.account],
    [one.region, other.region],
  ].every(([mine, theirs]) => mine === undefined || theirs === undefined || mine === theirs)

/** Every physical name of a stage, as it is put in a sentence. Names that AWS makes hold the stack's. */
function physicalNames(contract: Contract, stage: Stage): readonly string[] {
  const names = stageNames(contract, stage)
  const pools = Object.keys(contract.pools)
  return [
    `the stack \`${names.mainStack}\``,
    `the stack \`${names.dataStack}\``,
    ...pools.map((pool) => `the user pool \`${names.userPool(pool)}\``),
    ...pools.map((pool) => `the API \`${names.api(pool)}\``),
    ...pools.map((pool) => `the function \`${names.tokenTrigger(pool)}\``),
    ...pools.map((pool) => `the parameter \`${names.clientDirectory(pool)}\``),
    ...pools.flatMap((pool) => {
      const own = stage.signInDomains?.[pool]?.domainName
      return `the sign-in domain \`${own ?? names.domainPrefix(pool)}\``
    }),
    ...Object.values(stage.apiDomains ?? {}).flatMap((domain) =>
      domain === undefined ? [] : `the API’s domain \`${domain.domainName}\``,
    ),
  ]
}
