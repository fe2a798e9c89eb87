import { readFile, writeFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { idOf, now, startIssuer, type TestIssuer } from '../testing/issuer.ts'
import { run } from '../testing/run.ts'

let issuer: TestIssuer

beforeAll(async () => {
  // The library under the kit's verifier reads the clock itself.
  vi.useFakeTimers({ toFake: ['Date'], now: now * 1000 })
  issuer = await startIssuer()
})
afterAll(async () => {
  vi.useRealTimers()
  await issuer.stop()
})

/** Asks with the token on standard input, at the fixed time. */
const ask = (token: string, request: string, ...flags: readonly string[]) =>
  run(['why', '-', ...request.split(' '), '--pools', issuer.pools, ...flags], {
    now: () => now * 1000,
    stdin: () => Promise.resolve(`${token}\n`),
  })

test('why follows a token that passes through both layers', async () => {
  expect(await ask(await issuer.sign(), 'GET /v1/fleet')).toMatchInlineSnapshot(`
    {
      "code": 0,
      "err": "",
      "out": "Passes: the request reaches its handler.

    request  GET /v1/fleet at the API of \`garage\`, \`listFleet\`, which needs \`fleet/read:fleet\`
    token    an access token of \`garage-web\`; pool \`garage\`; role \`staff\`; fleet/read:fleet fleet/write:fleet and 1 other; until 2026-11-21T12:14:00.000Z

      ok  gateway  request     it can be read and is not too large
      ok  gateway  route       the API of \`garage\` carries GET /v1/fleet
      ok  gateway  token       there is one, and it can be decoded
      ok  gateway  algorithm   it names an RSA signature
      ok  gateway  issuer      it names the pool \`garage\`
      ok  gateway  signature   the issuer’s key made it
      ok  gateway  client      it was issued to an app client of the pool
      ok  gateway  time        it is valid now
      ok  gateway  scope       it carries \`fleet/read:fleet\`
      ok  service  path        all layers read it alike
      ok  service  route       it is the operation \`listFleet\`
      ok  service  token       the pool \`garage\` signed it
      ok  service  time        it is valid now
      ok  service  use         it is an access token
      ok  service  client      it was issued to \`garage-web\`
      ok  service  assignment  organization and role are ones that this client’s tokens may have
      ok  service  scope       it carries \`fleet/read:fleet\`
      ok  service  tenancy     it is about the caller’s own organization
    ",
    }
  `)
})

test('why names the role that may not hold the scope, and who may', async () => {
  expect(await ask(await issuer.sign(), 'GET /v1/deposit')).toMatchInlineSnapshot(`
    {
      "code": 1,
      "err": "",
      "out": "Refused by the gateway with 403: The role \`staff\` may not hold \`read:deposit\`; \`owner\` may.

    request  GET /v1/deposit at the API of \`garage\`, \`getDeposit\`, which needs \`deposit/read:deposit\`
    token    an access token of \`garage-web\`; pool \`garage\`; role \`staff\`; fleet/read:fleet fleet/write:fleet and 1 other; until 2026-11-21T12:14:00.000Z

      ok  gateway  request    it can be read and is not too large
      ok  gateway  route      the API of \`garage\` carries GET /v1/deposit
      ok  gateway  token      there is one, and it can be decoded
      ok  gateway  algorithm  it names an RSA signature
      ok  gateway  issuer     it names the pool \`garage\`
      ok  gateway  signature  the issuer’s key made it
      ok  gateway  client     it was issued to an app client of the pool
      ok  gateway  time       it is valid now
      NO  gateway  scope      The role \`staff\` may not hold \`read:deposit\`; \`owner\` may

    The caller gets

      HTTP/1.1 403 Forbidden
      content-type: application/json
      www-authenticate: Bearer scope="deposit/read:deposit" error="insufficient_scope" error_description="expected scopes: [deposit/read:deposit]"

      {"message":"Forbidden"}

    Next: sign in with a role that may, or add \`staff\` to the roles of \`read:deposit\` in scopes/catalog.ts
    ",
    }
  `)
})

test('why shows the problem document of the services where no gateway stands before them', async () => {
  const token = await issuer.sign({ token_use: 'id', aud: idOf('garage-web'), client_id: undefined })
  expect((await ask(token, 'GET /v1/fleet', '--direct')).out).toMatchInlineSnapshot(`
    "Refused by the service with 401: This is an ID token; it is for the application, not for the API.

    request  GET /v1/fleet without a gateway, \`listFleet\`, which needs \`fleet/read:fleet\`
    token    an ID token of \`garage-web\`; pool \`garage\`; role \`staff\`; fleet/read:fleet fleet/write:fleet and 1 other; until 2026-11-21T12:14:00.000Z

      ok  service  path   all layers read it alike
      ok  service  route  it is the operation \`listFleet\`
      ok  service  token  the pool \`garage\` signed it
      ok  service  time   it is valid now
      NO  service  use    This is an ID token; it is for the application, not for the API

    The caller gets

      HTTP/1.1 401 Unauthorized
      content-type: application/problem+json
      www-authenticate: Bearer realm="fleet", error="invalid_token", error_description="This is an ID token; send the access token"

      {"type":"tag:fleet.example,2026:id_token_sent","title":"ID token sent instead of an access token","status":401,"detail":"This is an ID token; send the access token","instance":"urn:request:<request id>","code":"id_token_sent","challenge":"Bearer realm=\\"fleet\\", error=\\"invalid_token\\", error_description=\\"This is an ID token; send the access token\\""}

    Next: send the access token of the same sign-in
    "
  `)
})

test('why says what the service refuses that the gateway lets through', async () => {
  const token = await issuer.sign({ org_id: undefined })
  expect((await ask(token, 'GET /v1/fleet')).out).toMatchInlineSnapshot(`
    "Refused by the service with 403: The caller has no organization, so that the trigger grants no scope.

    request  GET /v1/fleet at the API of \`garage\`, \`listFleet\`, which needs \`fleet/read:fleet\`
    token    an access token of \`garage-web\`; pool \`garage\`; role \`staff\`; fleet/read:fleet fleet/write:fleet and 1 other; until 2026-11-21T12:14:00.000Z

      ok  gateway  request     it can be read and is not too large
      ok  gateway  route       the API of \`garage\` carries GET /v1/fleet
      ok  gateway  token       there is one, and it can be decoded
      ok  gateway  algorithm   it names an RSA signature
      ok  gateway  issuer      it names the pool \`garage\`
      ok  gateway  signature   the issuer’s key made it
      ok  gateway  client      it was issued to an app client of the pool
      ok  gateway  time        it is valid now
      ok  gateway  scope       it carries \`fleet/read:fleet\`
      ok  service  path        all layers read it alike
      ok  service  route       it is the operation \`listFleet\`
      ok  service  token       the pool \`garage\` signed it
      ok  service  time        it is valid now
      ok  service  use         it is an access token
      ok  service  client      it was issued to \`garage-web\`
      NO  service  assignment  The caller has no organization, so that the trigger grants no scope

    The caller gets

      HTTP/1.1 403 Forbidden
      content-type: application/problem+json

      {"type":"tag:fleet.example,2026:caller_unassigned","title":"Caller has no valid organization or role","status":403,"detail":"You are not assigned to a valid organization: ask your administrator to assign you, then sign in again","instance":"urn:request:<request id>","code":"caller_unassigned"}

    Next: set the user’s attributes \`custom:org_id\` and \`custom:role\` in Cognito, then sign in again
    "
  `)
})

test('why says so when it cannot check the signature, and exits 2 if no check failed', async () => {
  const silent = await startIssuer()
  const token = await silent.sign()
  const pools = await readFile(silent.pools)
  await silent.stop()
  const file = `${issuer.pools}.silent`
  await writeFile(file, pools)
  const args = ['GET', '/v1/fleet', '--pools', file]
  const passes = await run(['why', token, ...args], { now: () => now * 1000 })
  expect([passes.code, passes.out.split('\n')[0]]).toEqual([2, 'No check failed, but the signature was not checked.'])
  expect(passes.out).toContain('??  gateway  signature   signature not checked: the issuer’s keys could not be fetched')
  vi.setSystemTime((now + 900) * 1000)
  onTestFinished(() => void vi.setSystemTime(now * 1000))
  const expired = await run(['why', token, ...args], { now: () => (now + 900) * 1000 })
  expect([expired.code, expired.out.split('\n')[0]]).toEqual([
    1,
    'Refused by the gateway with 401: The token expired 60 seconds ago.',
  ])
})

test('why asks no issuer elsewhere unless it is told to', async () => {
  const file = `${issuer.pools}.elsewhere`
  const clients = { [idOf('garage-web')]: 'garage-web' }
  await writeFile(file, JSON.stringify({ garage: { issuer: 'https://issuer.invalid/pool', clients } }))
  const token = await issuer.sign({ iss: 'https://issuer.invalid/pool' })
  const args = ['why', token, 'GET', '/v1/fleet', '--pools', file]
  const outside = { now: () => now * 1000 }
  expect((await run(args, outside)).out).toContain('the issuer is not on this machine; `--online` asks it')
  expect((await run([...args, '--online'], outside)).out).toContain('the issuer’s keys could not be fetched')
})

test.each([
  [['GET', '/v1/deposit', '--pools', 'no-such-file'], 'The file of `--pools` cannot be read', 'check its path'],
  [
    ['GET', '/v1/deposit', '--pools', 'package.json'],
    'The file of `--pools` does not name pools and clients of the contract: `POOLS` at',
    '"issuer"',
  ],
  [['GET', '/v1/deposit', '--directory', 'no-such-folder'], 'Nothing says which pools to trust', 'start'],
  [['FETCH', '/v1/deposit', '--pools', ''], 'The method is none of GET, HEAD', 'scopes why - GET /v1/…'],
  [['GET', 'v1/deposit', '--pools', ''], 'The path does not begin with `/`', 'scopes why - GET /v1/…'],
  [['GET', 'http://127.0.0.1:1/v1/deposit', '--pools', ''], 'The address is of no API', '--api <pool>'],
  [['GET', '/v1/deposit', '--pools', '', '--api', 'garaeg'], 'There is no pool `garaeg`', 'did you mean `garage`?'],
  [['GET', '/v1/deposit', '--api', 'admin', '--direct'], 'exclude each other', 'leave one of them out'],
  [['GET'], '`scopes why` needs `<path>`', '`scopes why --help`'],
])('why %j fails in one line and says what to type next', async (args, cause, next) => {
  const { code, out, err } = await run(['why', '-', ...args.map((arg) => (arg === '' ? issuer.pools : arg))])
  expect([code, out, err.split('\n').length]).toEqual([2, '', 3])
  expect(err.split('\n')[0]).toContain(cause)
  expect(err.split('\n')[1]).toMatch(/^Next: /)
  expect(err.split('\n')[1]).toContain(next)
})

test('why does not repeat a token that was typed where the method or the path belongs', async () => {
  const token = await issuer.sign()
  for (const args of [
    ['-', token, '/v1/deposit'],
    ['-', 'GET', token],
    [token, token, token, token],
  ]) {
    const { code, out, err } = await run(['why', ...args, '--pools', issuer.pools])
    expect([code, out]).toEqual([2, ''])
    expect(err).not.toContain(token.slice(0, 20))
  }
})

test('why never prints the token, the person or what the contract does not know', async () => {
  const token = await issuer.sign({ email: 'somebody@example.com', scope: 'secret/scope', role: 'secret-role' })
  for (const flags of [[], ['--json'], ['--direct'], ['--api', 'admin']]) {
    const { out, err } = await ask(token, 'GET /v1/deposit', ...flags)
    for (const secret of [...token.split('.'), 'somebody', 'a1b2c3d4', 'secret', 'org_north']) {
      expect(out + err).not.toContain(secret)
    }
  }
})
