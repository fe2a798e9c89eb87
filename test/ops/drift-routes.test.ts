/**
 * `scopes drift` where somebody deleted a route, and made one with the same key: what a caller sees is the same or worse, and
 * CloudFormation knows of neither.
 */
import { CreateRouteCommand, DeleteRouteCommand, UpdateRouteCommand } from '@aws-sdk/client-apigatewayv2'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { World } from './drift/world.ts'

let world: World
beforeAll(async () => {
  world = await World.start(inject('cloudAssembly'))
})
afterAll(() => world.stop())

const key = 'GET /v1/access'
const place = `route \`${key}\` of the API of \`partner\``

/** The value of an option of a command line. */
const option = (command: string | null, name: string): string =>
  new RegExp(`--${name} ('[^']*'|\\S+)`).exec(command ?? '')?.[1]?.replaceAll("'", '') ?? ''

test('a route that is gone is made again by the command, which nobody’s template knows, and both are told', async () => {
  const ApiId = world.api('partner').id
  const made = await world.route('partner', key)
  await world.apigateway.send(new DeleteRouteCommand({ ApiId, RouteId: made.RouteId }))
  const [gone, ...others] = (await world.report()).differences
  expect([gone, others]).toMatchObject([
    { kind: 'route_missing', direction: 'closes', place, cause: 'deleted by hand', who: 'ops, in AWS' },
    [],
  ])
  expect(gone?.act).toMatch(/^make it again, .* CloudFormation still holds the id of the one that is gone/)
  expect(gone?.act).not.toContain('scopes/operations.ts')

  const { command = null } = gone ?? {}
  expect(command).toMatch(/^aws apigatewayv2 create-route --api-id /)
  await world.apigateway.send(
    new CreateRouteCommand({
      ApiId: option(command, 'api-id'),
      RouteKey: option(command, 'route-key'),
      Target: option(command, 'target'),
      AuthorizationType: option(command, 'authorization-type') === 'JWT' ? 'JWT' : 'NONE',
      AuthorizerId: option(command, 'authorizer-id'),
      AuthorizationScopes: [option(command, 'authorization-scopes')],
    }),
  )
  const again = await world.route('partner', key)
  expect({ ...again, RouteId: made.RouteId }).toEqual(made)
  expect((await world.report()).differences).toMatchObject([
    { kind: 'route_replaced', direction: 'differs', place, cause: 'made by hand', command: null },
  ])
})

test('a route with the right key that somebody made is no route of ours, and the command leads it back', async () => {
  const ApiId = world.api('partner').id
  const { RouteId, Target } = await world.route('partner', key)
  const { Target: elsewhere } = await world.route('partner', 'GET /v1/wallet')
  await world.apigateway.send(new UpdateRouteCommand({ ApiId, RouteId, Target: elsewhere }))
  const { differences } = await world.report()
  expect(differences).toMatchObject([
    { kind: 'route_replaced', direction: 'opens', place, cause: 'made by hand', who: 'ops, in AWS' },
  ])
  const [{ found, command } = { found: '', command: null }] = differences
  expect(found).toBe(`\`${RouteId}\`, which calls \`${elsewhere}\``)
  expect(command).toMatch(/^aws apigatewayv2 update-route /)
  await world.apigateway.send(new UpdateRouteCommand({ ApiId, RouteId, Target: option(command, 'target') }))
  expect((await world.route('partner', key)).Target).toBe(Target)
})
