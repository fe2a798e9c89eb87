/** Starts that are refused: one clear line says why, nothing is left running, and no data is lost. */
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { propertiesOf } from './testing/assembly.ts'
import { freePorts } from './testing/ports.ts'
import { useStacks } from './testing/stacks.ts'

const { folder, assembly, start, enginesIn } = useStacks()

/** Every file's name and content. */
const snapshot = (name: string) =>
  readdirSync(join(folder, name), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.name} ${readFileSync(join(entry.parentPath, entry.name)).toString('base64')}`)
    .sort()

// The last is an API's.
test.each([0, 1, 3])('a taken port (offset %i) is one clear line, and costs no data', async (offset) => {
  const name = `taken-${offset}`
  const first = await start(name)
  await first.stop()
  const before = snapshot(name)
  const port = await freePorts(4)
  const squatter = createServer().listen(port + offset, '127.0.0.1')
  await once(squatter, 'listening')
  await expect(start(name, { port, fresh: true })).rejects.toThrow(
    `Port ${port + offset} is taken. End the program that uses it, or move all ports with \`--port <first port>\``,
  )
  expect(enginesIn(name)).toEqual([])
  expect(existsSync(join(folder, name, 'stack.json'))).toBe(false)
  expect(snapshot(name)).toEqual(before)
  squatter.close()
  // Whatever was taken is free again.
  expect((await start(name, { port })).file.clients).toEqual(first.file.clients)
})

test('a broken template is one clear line, nothing is left running, and a fresh start costs no data', async () => {
  await (await start('broken')).stop()
  const before = snapshot('broken')
  const template = assembly().changed((raw) => {
    for (const route of propertiesOf(raw, 'AWS::ApiGatewayV2::Route')) route['AuthorizerId'] = { Ref: 'Gone' }
  })
  await expect(start('broken', { template, fresh: true })).rejects.toThrow(
    /^Fleet\/\w+\/Properties\.AuthorizerId: the stack has no resource or parameter `Gone`$/,
  )
  expect(snapshot('broken')).toEqual(before)
  expect(enginesIn('broken')).toEqual([])
})

test('a template that Cognito would refuse as an update does not start, and costs no data', async () => {
  const first = await start('updated')
  const ids = first.file.pools
  await first.stop()
  const template = assembly().changed((raw) => {
    const [pool] = propertiesOf(raw, 'AWS::Cognito::UserPool')
    if (pool !== undefined) delete pool['Schema']
  })
  await expect(start('updated', { template })).rejects.toThrow(/Schema: Existing schema attributes .*`start --fresh`/)
  const again = await start('updated')
  expect(Object.values(again.file.pools).map(({ id }) => id)).toEqual(Object.values(ids).map(({ id }) => id))
  await again.stop()
  await expect(start('updated', { template, fresh: true })).resolves.toBeDefined()
})
