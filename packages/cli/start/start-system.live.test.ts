import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import {
  CognitoIdentityProviderClient,
  DescribeUserPoolClientCommand,
  UpdateUserPoolClientCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { fleetRoot, synthesizedFleet } from '@scopegate/testing/fleet/synthesized'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { run } from '../testing/run.ts'
import { type StartOptions, startSystem } from './start-system.ts'
import { type StartableSystem, startableSystem } from './system.ts'
import { tourLines } from './tour-lines.ts'

let folder: string
let system: StartableSystem
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'scopegate-system-'))
  system = await startableSystem(fleetRoot)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A started fleet and what it logged; it stops with the test. */
async function started(name: string, changed: Partial<StartableSystem> = {}, options: Partial<StartOptions> = {}) {
  const lines: string[] = []
  const stack = await startSystem({
    system: { ...system, ...changed },
    port: 0,
    directory: join(folder, name),
    template: await synthesizedFleet(),
    log: (line) => lines.push(line),
    ...options,
  })
  onTestFinished(stack.stop)
  return { stack, lines, warnings: lines.filter((line) => line.startsWith('Warning')) }
}

test('a started system has demo users and sample data, and each line of its tour does what it says', async () => {
  const { stack, warnings } = await started('tour')
  expect(warnings).toEqual([])
  expect(stack.file.users.map(({ pool, role, org }) => `${pool}:${role}@${org ?? ''}`)).toEqual(
    expect.arrayContaining(['garage:owner@org_north', 'garage:viewer@org_south', 'admin:support@']),
  )
  const tour = tourLines(system.contract, stack)
  expect(tour).toHaveLength(4)
  expect(tour.every(({ command }) => !command.includes('\n'))).toBe(true)
  const script = tour.map(({ command }) => command).join('\n')
  const { stdout } = await promisify(execFile)('bash', ['-c', script])
  expect(stdout.match(/^HTTP\/1\.1 (\d+)/gm)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 403', 'HTTP/1.1 403'])
  expect(stdout).toMatch(/^eyJ/)
  expect(stdout).toContain('"plate":"N-1"')
})

test('sample data that the system refuses is a warning for each step, and the rest goes in', async () => {
  const { warnings } = await started('refused', {
    sampleData: [
      { operation: 'openShop', org: 'org_north' },
      { operation: 'createRental', org: 'org_unknown', path: {} },
      { operation: 'openOrg', org: 'NORTH', body: {} },
      { operation: 'putFleetItem', org: 'org_south', path: { plate: 'S-1' }, body: {} },
    ],
  })
  expect(warnings.sort()).toEqual([
    'Warning: no sample data for openOrg: the answer was 404',
    'Warning: no sample data for openShop: the contract has no such operation',
  ])
})

test('an added callback address takes the sign-in back, ends a sign-out, and its page may call the API', async () => {
  const uri = 'http://localhost:5173/callback'
  const { stack } = await started('redirected', {}, { redirects: [{ client: 'garage-web', uri }] })
  const { file } = stack
  const ask = async (client: string, path: string, parameters: Record<string, string>) => {
    const { id = '', pool = '' } = file.clients[client] ?? {}
    const query = new URLSearchParams({ client_id: id, response_type: 'code', ...parameters })
    const domain = file.pools[pool]?.domain ?? ''
    const answer = await fetch(`${domain}${path}?${query.toString()}`, { redirect: 'manual' })
    return answer.status
  }
  expect(await ask('garage-web', '/oauth2/authorize', { redirect_uri: uri })).toBe(302)
  expect(await ask('garage-web', '/logout', { logout_uri: uri })).toBe(302)
  expect(await ask('garage-web', '/oauth2/authorize', { redirect_uri: `${uri}/x` })).toBe(400)
  expect(await ask('admin-portal', '/oauth2/authorize', { redirect_uri: uri })).toBe(400)
  const preflight = async (pool: string) => {
    const headers = { origin: new URL(uri).origin, 'access-control-request-method': 'GET' }
    const answer = await fetch(`${file.apis[pool]?.url ?? ''}/v1/fleet`, { method: 'OPTIONS', headers })
    return answer.headers.get('access-control-allow-origin')
  }
  expect([await preflight('garage'), await preflight('admin')]).toEqual([new URL(uri).origin, null])
})

test('`drift` names an added address, and takes it alone for no difference', async () => {
  const uri = 'http://localhost:5173/callback'
  const { stack } = await started('undrifted', {}, { redirects: [{ client: 'garage-web', uri }] })
  const drift = () => run(['drift', '--directory', join(folder, 'undrifted')])
  const { code, out, err } = await drift()
  expect([code, err]).toEqual([0, ''])
  expect(out).toMatch(/^In sync: /)
  expect(out).toContain(`Added by \`start --redirect\`, until the next start: \`garage-web\` returns to ${uri}\n`)
  const { aws, clients, pools } = stack.file
  const { id: ClientId = '', pool = '' } = clients['garage-web'] ?? {}
  const cognito = new CognitoIdentityProviderClient({ ...aws, endpoint: aws.cognito })
  onTestFinished(() => cognito.destroy())
  const target = { UserPoolId: pools[pool]?.id ?? '', ClientId }
  const { UserPoolClient } = await cognito.send(new DescribeUserPoolClientCommand(target))
  const CallbackURLs = [...(UserPoolClient?.CallbackURLs ?? []), `${uri}/x`]
  await cognito.send(new UpdateUserPoolClientCommand({ ...UserPoolClient, ...target, CallbackURLs }))
  const after = await drift()
  expect(after.code).toBe(1)
  expect(after.out).toMatch(/^1 difference from/)
  expect(after.out).toContain(`${uri}/x`)
})

test('without the engine of the database, everything else runs, and the log says what to add', async () => {
  const arch = process.arch
  onTestFinished(() => void Object.defineProperty(process, 'arch', { value: arch }))
  Object.defineProperty(process, 'arch', { value: 'mips' })
  const { stack, lines } = await started('engineless')
  expect(lines).toContain(
    `No DynamoDB engine for ${process.platform}-mips is installed. Run any DynamoDB, such as DynamoDB Local, and set \`DYNAMODB_ENDPOINT\` to its address. Everything but the database runs`,
  )
  const { stdout } = await promisify(execFile)('bash', [
    '-c',
    tourLines(system.contract, stack)
      .map(({ command }) => command)
      .join('\n'),
  ])
  // What needs the database is an outage; tokens and refusals are as ever.
  expect(stdout.match(/^HTTP\/1\.1 (\d+)/gm)).toEqual(['HTTP/1.1 503', 'HTTP/1.1 403', 'HTTP/1.1 403'])
})

test('with TLS every address has it, the tour runs, and who does not trust the authority reaches nothing', async () => {
  const { stack } = await started('secure', {}, { https: true })
  const { file } = stack
  const { authority = '', aws, apis, pools } = file
  const { region: _, credentials: __, ...services } = aws
  const addresses = [...Object.values(services), ...Object.values(apis).map(({ url }) => url)]
  expect(addresses.filter((address) => !address.startsWith('https://127.0.0.1:'))).toEqual([])
  expect(pools['garage']?.issuer).toMatch(/^https:/)
  const tour = tourLines(system.contract, stack).map(({ command }) => command)
  const { stdout } = await promisify(execFile)('bash', ['-c', tour.join('\n')])
  // The functions and the gateway fetch keys over it as well.
  expect(stdout.match(/^HTTP\/1\.1 (\d+)/gm)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 403', 'HTTP/1.1 403'])

  const asking = `fetch(process.argv[1]).then(({ status }) => console.log(status), ({ cause }) => console.log(cause.code))`
  const says = async (environment: Record<string, string>) => {
    const page = `${pools['garage']?.issuer}/.well-known/jwks.json`
    const { PATH = '' } = process.env
    const options = { env: { PATH, ...environment } }
    return (await promisify(execFile)(process.execPath, ['-e', asking, page], options)).stdout.trim()
  }
  expect(await says({})).toBe('SELF_SIGNED_CERT_IN_CHAIN')
  expect(await says({ NODE_EXTRA_CA_CERTS: authority })).toBe('200')
})
