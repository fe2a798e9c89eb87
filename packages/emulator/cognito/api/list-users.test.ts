import {
  InvalidParameterException,
  ListUsersCommand,
  paginateListUsers,
} from '@aws-sdk/client-cognito-identity-provider'
import { beforeAll, describe, expect, test } from 'vitest'
import { givenWorld } from '../testing/given-world.ts'
import { plain } from '../testing/pools.ts'
import { type World } from '../testing/world.ts'

let world: World
givenWorld((started) => {
  world = started
})

describe('ListUsers', () => {
  const list = async (Filter?: string, extra: object = {}) => {
    const { Users } = await world.sdk.send(new ListUsersCommand({ UserPoolId: plain.id, Filter, ...extra }))
    return Users?.map(({ Attributes }) => Attributes?.find(({ Name }) => Name === 'email')?.Value)
  }
  beforeAll(async () => {
    for (const name of ['ann', 'anna', 'bob']) {
      await world.cognito.ensureUser({
        pool: 'plain',
        email: `${name}@plain.example`,
        password: 'battery staple 2',
        attributes: {},
      })
    }
  })

  test('filters by sub and e-mail, exactly or by how it begins', async () => {
    const sub = await world.cognito.ensureUser({
      pool: 'plain',
      email: 'bob@plain.example',
      password: 'battery staple 2',
      attributes: {},
    })
    expect(await list(`sub = "${sub}"`)).toEqual(['bob@plain.example'])
    expect(await list('email = "ann@plain.example"')).toEqual(['ann@plain.example'])
    expect(await list('email ^= "ann"')).toEqual(['ann@plain.example', 'anna@plain.example'])
    expect(await list('"email"^="bob"')).toEqual(['bob@plain.example'])
    expect(await list('sub = "nobody"')).toEqual([])
    expect(await list(`sub = "${world.person.sub}"`)).toEqual([])
  })

  test.each(['custom:tenant = "north"', 'email', 'email = ann', 'email = "a" or sub = "b"', 'name = "Amy"'])(
    'refuses the filter %s instead of returning everybody',
    async (filter) => {
      await expect(list(filter)).rejects.toBeInstanceOf(InvalidParameterException)
    },
  )

  test('hands out pages of at most 60, each user once', async () => {
    const seen: string[] = []
    for await (const { Users } of paginateListUsers({ client: world.sdk, pageSize: 2 }, { UserPoolId: plain.id })) {
      expect(Users?.length).toBeLessThanOrEqual(2)
      seen.push(...(Users ?? []).flatMap(({ Username }) => Username ?? []))
    }
    expect(seen).toHaveLength(4)
    expect(new Set(seen).size).toBe(4)
    await expect(list(undefined, { Limit: 61 })).rejects.toBeInstanceOf(InvalidParameterException)
    await expect(list(undefined, { PaginationToken: 'forged' })).rejects.toBeInstanceOf(InvalidParameterException)
  })

  test('shows only the attributes that were asked for', async () => {
    const { Users } = await world.sdk.send(
      new ListUsersCommand({ UserPoolId: plain.id, AttributesToGet: ['sub'], Filter: 'email ^= "bob"' }),
    )
    expect(Users?.[0]?.Attributes?.map(({ Name }) => Name)).toEqual(['sub'])
  })
})
