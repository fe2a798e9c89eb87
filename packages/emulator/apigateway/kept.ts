/** What API Gateway reports and nothing here emulates: integrations, stages and the rest of an API, kept as they are given. */
import { randomBytes } from 'node:crypto'
import type { Context, Hono } from 'hono'
import { z } from 'zod'
import { AwsError } from '../aws-json/index.ts'
import type { Stated } from '../template/model.ts'
import { badRequest, readInput, type Store } from './protocol.ts'

type Kept = Readonly<Record<string, unknown>>

/** As the API writes names: CloudFormation begins them with a capital. */
function inApi(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inApi)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name.replace(/^[A-Z]/, (first) => first.toLowerCase()),
      inApi(inner),
    ]),
  )
}

const isEmpty = (value: unknown) => value === '' || JSON.stringify(value) === '{}'

const parts = [
  ['integrations', 'integrationId', 'AWS::ApiGatewayV2::Integration'],
  ['stages', 'stageName', 'AWS::ApiGatewayV2::Stage'],
] as const

/** Who makes a stage names it; an integration gets an id. */
function idOf(input: Kept, idField: (typeof parts)[number][1]): string {
  if (idField === 'integrationId') return randomBytes(4).toString('hex').slice(0, 7)
  const name = input[idField]
  if (typeof name !== 'string' || name === '') throw badRequest('A stage needs a `stageName`')
  return name
}

/** Adds the calls that list, make and change integrations and stages. */
export function keptOperations(app: Hono, store: Store, stated: readonly Stated[]): void {
  for (const [name, idField, type] of parts) {
    const all = new Map(
      stated
        .filter((each) => each.type === type)
        .map(({ id, properties: { ApiId, ...properties } }): [string, Kept] => [
          `${String(ApiId)} ${id}`,
          z.record(z.string(), z.unknown()).parse(inApi({ ...properties, [idField]: id })),
        ]),
    )
    /** @throws {AwsError} for an API that does not exist */
    const keyOf = (c: Context, part: string) => `${store.find(c.req.param('api') ?? '').id} ${part}`
    const save = async (c: Context, known: string | undefined) => {
      const input = await readInput(c, z.looseObject({}))
      const id = known ?? idOf(input, idField)
      const key = keyOf(c, id)
      const before = all.get(key)
      if (known !== undefined && before === undefined)
        throw new AwsError('NotFoundException', 'Invalid identifier specified')
      // Inferred: what is left out stays, and what is given empty goes.
      const given = Object.entries({ ...before, ...input, [idField]: id }).filter(([, value]) => !isEmpty(value))
      all.set(key, Object.fromEntries(given))
      return c.json(all.get(key), known === undefined ? 201 : 200)
    }
    const path = `/v2/apis/:api/${name}` as const
    app.get(path, (c) => {
      const ofApi = keyOf(c, '')
      return c.json({ items: [...all].filter(([key]) => key.startsWith(ofApi)).map(([, part]) => part) })
    })
    app.post(path, (c) => save(c, undefined))
    app.patch(`${path}/:part`, (c) => save(c, c.req.param('part')))
    app.delete(`${path}/:part`, (c) => {
      all.delete(keyOf(c, c.req.param('part')))
      return c.body(null, 204)
    })
  }
}

/** What an API itself is kept with, by its id. */
export const keptApis = (stated: readonly Stated[]): Map<string, unknown> =>
  new Map(
    stated.filter(({ type }) => type === 'AWS::ApiGatewayV2::Api').map(({ id, properties }) => [id, inApi(properties)]),
  )
