/** What API Gateway reports and nothing here emulates: integrations, stages and the rest of an API, kept as they are given. */
import type { Context, Hono } from 'hono'
import { z } from 'zod'
import { AwsError } from '../aws-json/index.ts'
import type { Stated } from '../template/model.ts'
import { readInput } from './protocol.ts'

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

/** Adds the calls that list, make and change integrations and stages. */
export function keptOperations(app: Hono, stated: readonly Stated[]): void {
  for (const [name, idField, type] of parts) {
    const all = new Map(
      stated
        .filter((each) => each.type === type)
        .map(({ id, properties: { ApiId, ...properties } }): [string, Kept] => [
          `${String(ApiId)} ${id}`,
          z.record(z.string(), z.unknown()).parse(inApi({ ...properties, [idField]: id })),
        ]),
    )
    const save = async (c: Context, id: string | undefined) => {
      const input = await readInput(c, z.looseObject({}))
      const key = `${c.req.param('api')} ${id ?? String(input[idField])}`
      const before = all.get(key)
      if (id !== undefined && before === undefined)
        throw new AwsError('NotFoundException', 'Invalid identifier specified')
      // Inferred: what is left out stays, and what is given empty goes.
      const given = Object.entries({ ...before, ...input }).filter(([, value]) => !isEmpty(value))
      all.set(key, Object.fromEntries(given))
      return c.json(all.get(key), id === undefined ? 201 : 200)
    }
    const path = `/v2/apis/:api/${name}` as const
    app.get(path, (c) =>
      c.json({ items: [...all].filter(([key]) => key.startsWith(`${c.req.param('api')} `)).map(([, part]) => part) }),
    )
    app.post(path, (c) => save(c, undefined))
    app.patch(`${path}/:part`, (c) => save(c, c.req.param('part')))
    app.delete(`${path}/:part`, (c) => {
      all.delete(`${c.req.param('api')} ${c.req.param('part')}`)
      return c.body(null, 204)
    })
  }
}

/** What an API itself is kept with, by its id. */
export const keptApis = (stated: readonly Stated[]): Map<string, unknown> =>
  new Map(
    stated.filter(({ type }) => type === 'AWS::ApiGatewayV2::Api').map(({ id, properties }) => [id, inApi(properties)]),
  )
