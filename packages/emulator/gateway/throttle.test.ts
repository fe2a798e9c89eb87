import { afterAll, beforeAll, expect, test } from 'vitest'
import { type GatewayHarness, startGateway } from '../testing/gateway.ts'
import { call } from '../testing/http.ts'

let gateway: GatewayHarness
beforeAll(async () => {
  gateway = await startGateway()
})
afterAll(() => gateway.stop())

test('a route takes a burst, then its rate, whatever the others take', async () => {
  const { url, stop } = await gateway.variant({ throttle: { rate: 2, burst: 3 } })
  const statuses = async (count: number, path = '/open') => {
    const answers = []
    for (let index = 0; index < count; index++) answers.push(await call(url, path))
    return answers.map(({ status }) => status)
  }
  expect(await statuses(4)).toEqual([200, 200, 200, 429])
  expect((await call(url, '/open')).body).toBe('{"message":"Too Many Requests"}')
  const authorization = await gateway.bearer(gateway.good())
  expect((await call(url, '/unscoped', { headers: { authorization } })).status).toBe(200)
  gateway.clock += 1
  expect(await statuses(3)).toEqual([200, 200, 429])
  gateway.clock += 60
  expect(await statuses(4)).toEqual([200, 200, 200, 429])
  await stop()
})

test('what the authorizer refuses does not count, and a stage without limits has none', async () => {
  const { url, stop } = await gateway.variant({ throttle: { rate: 1, burst: 1 } })
  for (let index = 0; index < 3; index++) expect((await call(url, '/unscoped')).status).toBe(401)
  await stop()
  for (let index = 0; index < 3; index++) expect((await call(gateway.url, '/open')).status).toBe(200)
})
