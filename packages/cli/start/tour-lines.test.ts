import type { Contract } from '@scopegate/contract'
import { indexOf, type OperationSpec } from '@scopegate/contract'
import type { LocalStack, ResolvedRoute, StackUser } from '@scopegate/emulator'
import { contract as fleet } from '@scopegate/testing/fleet/contract'
import { expect, test } from 'vitest'
import { routesFor } from '../why/routes.ts'
import { renderTour } from './tour.ts'
import { tourLines } from './tour-lines.ts'

const contract: Contract = fleet

/** The stack of the contract, as far as the tour looks at it; `keep` says which routes there are. */
function stackOf(
  keep: (route: ResolvedRoute) => boolean,
  users: readonly StackUser[] = [],
): Pick<LocalStack, 'file' | 'resolved'> {
  const { clients, operationsOf } = indexOf(contract)
  const pools = Object.keys(contract.pools)
  const address = (kind: string) =>
    Object.fromEntries(
      pools.map((pool) => [
        pool,
        { id: pool, url: `http://${kind}/${pool}`, issuer: '', domain: `http://${kind}/${pool}` },
      ]),
    )
  const apis = pools.map((name) => ({ name, routes: routesFor(contract, operationsOf(name)).filter(keep) }))
  return {
    file: {
      apis: address('api'),
      pools: address('cognito'),
      clients: Object.fromEntries(
        clients.map(({ name, pool }) => [name, { pool, id: `${name}-id`, secret: 'secret' }]),
      ),
      users,
      tables: {},
      aws: {
        region: 'us-east-1',
        credentials: { accessKeyId: '', secretAccessKey: '' },
        endpoint: 'http://stack',
        cognito: 'http://cognito',
        ssm: '',
        dynamodb: '',
        apigateway: '',
        cloudformation: '',
      },
    },
    // The cast is safe: the tour reads routes and pools' clients only.
    resolved: { apis, pools: [] } as never,
  }
}

const saysOf = (stack: ReturnType<typeof stackOf>, of = contract) => tourLines(of, stack).map(({ says }) => says)

const owner = {
  pool: 'garage',
  username: 'owner@north.example',
  password: 'x',
  sub: '',
  org: 'org_north',
  role: 'owner',
}

test('the tour takes a machine with a call that it may make and one that it may not', () => {
  const says = saysOf(stackOf(() => true, [owner]))
  expect(says).toEqual([
    'Get a token for the machine `north-fulfilment`',
    'It may GET /v1/fleet: 200',
    'It may not GET /v1/rentals, which needs rental/read:rental: 403',
    'Sign in as owner@north.example and send the ID token, which is no access token: 403 (it carries no scope)',
  ])
})

test('where a machine may do all that is simple, the refusal is one without a token', () => {
  const says = saysOf(stackOf(({ key }) => key === 'GET /v1/fleet'))
  expect(says).toEqual([
    'Get a token for the machine `north-fulfilment`',
    'It may GET /v1/fleet: 200',
    'Without a token, GET /v1/fleet is refused: 401',
  ])
})

test('without machines a person calls', () => {
  const people = { ...contract, pools: { ...contract.pools, partner: { ...contract.pools['partner'], clients: {} } } }
  const says = saysOf(
    stackOf(({ key }) => key === 'GET /v1/fleet', [owner]),
    people as Contract,
  )
  expect(says.slice(0, 3)).toEqual([
    'Get a token for owner@north.example',
    'It may GET /v1/fleet: 200',
    'Without a token, GET /v1/fleet is refused: 401',
  ])
})

test('a machine is not sent to an operation for people', () => {
  const operations = Object.entries(contract.operations).map(
    ([id, row]) => [id, { ...row, callers: 'people' }] as const,
  )
  const closed: Contract = { ...contract, operations: Object.fromEntries<OperationSpec>(operations) }
  expect(
    saysOf(
      stackOf(() => true),
      closed,
    ),
  ).toEqual(['Without a token, GET /v1/fleet is refused: 401'])
})

test('where nothing simple is there, the refusal is a call of any route; without routes there is no heading', () => {
  const stack = stackOf(({ method }) => method === 'POST')
  const [line] = tourLines(contract, stack)
  expect(line?.says).toMatch(/^Without a token, POST \/v1\/.* is refused: 401$/)
  expect(line?.command).toMatch(/^curl -si -X POST http:\/\/api\/garage\/v1\/\S+; echo$/)
  expect(line?.command).not.toContain('{')
  expect(renderTour(contract, stack)).toContain('Paste these lines')
  expect(
    renderTour(
      contract,
      stackOf(() => false),
    ),
  ).not.toContain('Paste these lines')
})

test('the tour begins with the start page and the inbox', () => {
  const [first] = renderTour(
    contract,
    stackOf(() => true),
  ).split('APIs')
  expect(first).toMatch(/^In the browser\n\n +start page +http:\/\/stack\/\n.* http:\/\/stack\/inbox\n/)
})
