/** What runs out first, told by `check` and `plan` before anything is synthesized. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Checkout, newCheckout } from '../testing/checkout.ts'
import { run } from '../testing/run.ts'

let checkout: Checkout
beforeEach(() => {
  checkout = newCheckout()
})
afterEach(() => checkout.remove())

const scopes = (...args: string[]) => run(args, { folder: checkout.root })

const rows = (count: number, name: string, row: string) =>
  `...Object.fromEntries(Array.from({ length: ${count} }, (_, at) => [\`${name}\${at}\`, ${row}])),\n`

const operations = (count: number) => {
  const row =
    "{ ...accountOperations.getAccess, service: 'fleet', path: `/v1/fleet/{plate}/x${at}`, access: requires('read:fleet'), callers: 'everyone', tenancy: 'caller' }"
  checkout.replace(
    'operations.ts',
    'export const operations = {\n',
    `export const operations = {\n  ${rows(count, 'more', row)}`,
  )
}

const client = (place: string, count: number, row: string) =>
  checkout.replace('catalog.ts', place, `${rows(count, 'more', row)}${place}`)

const machines = (count: number) =>
  client(
    "      'north-fulfilment': {",
    count,
    "{ kind: 'machine', description: 'A machine', scopes: ['read:fleet'], accessTokenMinutes: 60, org: 'org_north', role: 'partner' }",
  )

const browsers = (count: number) =>
  client(
    "      'garage-web': {",
    count,
    "{ kind: 'browser', description: 'A page', scopes: 'pool-roles', identityScopes: ['openid'], accessTokenMinutes: 15, refreshTokenDays: 30, selfService: false, redirectUris: ['https://fleet.example/in'], logoutUris: ['https://fleet.example/'] }",
  )

const resources = ['resources of a template', 'Fleet'] as const
const audiences = ['audiences of an authorizer', 'partner-api'] as const
const styles = ['managed-login styles of a user pool', 'garage'] as const

test.each([
  ['95 more operations', () => operations(95), undefined, resources, 103, 293, 500],
  ['149 more operations', () => operations(149), 'warning RS030', resources, 103, 401, 500],
  ['199 more operations', () => operations(199), 'error RS029', resources, 103, 501, 500],
  ['40 machines of a pool', () => machines(38), 'warning RS030', audiences, 2, 40, 50],
  ['51 machines of a pool', () => machines(49), 'error RS029', audiences, 2, 51, 50],
  ['16 browser clients', () => browsers(15), 'warning RS030', styles, 1, 16, 20],
  ['21 browser clients', () => browsers(20), 'error RS029', styles, 1, 21, 20],
] as const)(
  'check and plan tell the room that %s leave',
  async (_, change, found, [what, where], before, after, limit) => {
    change()
    const isTooMuch = found === 'error RS029'
    const checked = await scopes('check', '--contract-only', '--stage', 'local')
    expect(checked.code).toBe(isTooMuch ? 1 : 0)
    const told = [...checked.out.matchAll(/^((?:error|warning) RS0(?:29|30)): (.+)$/gm)].map(([, id, text]) => [
      id,
      text,
    ])
    const cause = `\`${where}\` has ${after} ${what}, and the quota is ${limit}`
    expect(told).toEqual(found === undefined ? [] : [[found, cause]])
    const { out } = await scopes('plan', '--stage', 'local')
    const figure = `^ +${what} +${where} +${before} → ${after} of ${limit}${isTooMuch ? ' \\(too many\\)' : ''}$`
    expect(out).toMatch(new RegExp(figure, 'm'))
    expect(out.includes('Next: use less of what is too many')).toBe(isTooMuch)
  },
)
