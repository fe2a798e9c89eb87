import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { rules } from '@scopegate/analysis/rules/index'
import { synthesizedFleet } from '@scopegate/testing/fleet/synthesized'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CheckReport } from '../check/report.ts'
import { loadTemplates } from '../template/load.ts'
import { run as runIn } from '../testing/run.ts'

/** How many rules there are is theirs. */
async function run(args: readonly string[], outside?: Parameters<typeof runIn>[1]) {
  const ran = await runIn(args, outside)
  return { ...ran, out: ran.out.replace(/\d+ rules judged/, 'N rules judged') }
}

const folder = mkdtempSync(join(tmpdir(), 'scopegate-check-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const at = (name: string) => join(folder, name)
const [sound, broken] = [at('sound.template.json'), at('broken.template.json')]

beforeAll(async () => {
  const main = loadTemplates(await synthesizedFleet()).find(({ name }) => name === 'Fleet')
  if (main === undefined) throw new Error('There is no stack `Fleet`')
  writeFileSync(sound, JSON.stringify(main.template))
  const at = (place: string) =>
    Object.values(main.template.Resources).find(
      ({ Metadata }) => Metadata['aws:cdk:path'] === `Fleet/${place}/Resource`,
    )
  Object.assign(at('garage-api/Api/GET--v1--deposit')?.Properties ?? {}, { AuthorizationScopes: [] })
  delete at('partner/south-kiosk')?.Metadata['scopegate:client']
  writeFileSync(broken, JSON.stringify(main.template))
})

const report = async (...args: string[]): Promise<CheckReport> =>
  // The cast is safe: the command prints a report, and the tests look at what is in it.
  JSON.parse((await run(['check', '--json', ...args])).out) as CheckReport

test('check finds nothing in this working tree, and says how tight it is', async () => {
  expect(await run(['check', '--template', sound])).toMatchInlineSnapshot(`
    {
      "code": 0,
      "err": "",
      "out": "quota                                                            where it is tightest      used    limit      left
    bytes of request line and headers with the longest access token  owner through garage-app  3,622   10,240     6,618
    characters of a custom attribute’s name                          garage/org_id             6       20         14
    bytes of a function’s variables                                  rental                    978     4,096      3,118
    resources of a template                                          Fleet                     103     500        397
    scopes of an app client                                          garage-web                10      50         40
    resource servers of a user pool                                  garage                    4       25         21
    bytes of an access log’s format                                  garage-api                454     3,000      2,546
    scopes of a route                                                garage-api                1       10         9
    authorizers of an API                                            garage-api                1       10         9
    outputs of a template                                            Fleet                     14      200        186
    bytes of a template                                              sound                     69,441  1,000,000  930,559
    managed-login styles of a user pool                              garage                    1       20         19
    audiences of an authorizer                                       garage-api                2       50         48
    custom attributes of a user pool                                 garage                    2       50         48
    routes of an API                                                 garage-api                11      300        289
    bytes of a client directory                                      partner                   92      4,096      4,004
    scopes of a resource server                                      garage/fleet              2       100        98
    callback addresses of an app client                              garage-web                1       100        99
    integrations of an API                                           garage-api                3       300        297
    app clients of a user pool                                       garage                    2       1,000      998

    longest token of  through           bytes  left
    owner             garage-app        1,574  6,618
    owner             garage-web        1,562  6,630
    staff             garage-app        1,546  6,646
    staff             garage-web        1,534  6,658
    viewer            garage-app        1,497  6,695
    operator          admin-portal      1,493  6,699
    viewer            garage-web        1,485  6,707
    support           admin-portal      1,438  6,754
    partner           south-kiosk       1,067  7,125
    partner           north-fulfilment  1,034  7,158

    No errors, no warnings: N rules judged.
    ",
    }
  `)
})

test('check tells what, where, why and what to do, and exits 1', async () => {
  const { code, out, err } = await run(['check', '--template', broken])
  expect([code, err]).toEqual([1, ''])
  expect(out.split('quota')[0]).toMatchInlineSnapshot(`
    "error RS034: The client \`south-kiosk\` does not say in its metadata which of the contract it is
      --> Fleet/partner/south-kiosk/Resource
      why: A client or an API beside the contract grants what no review of the contract ever saw.
      fix: Add it to the contract, so that the template is made from there, or remove it from the template

    error RS037: The route \`GET /v1/deposit\` of \`garage\` opens with any token of its pool, because it asks for no scope
      --> Fleet/garage-api/Api/GET--v1--deposit/Resource
      why: Without an authorizer anybody passes. Without a scope any token of the pool does, and an ID token too.
      fix: Give the route the JWT authorizer of its pool and the scope of its operation

    "
  `)
  expect(out.trimEnd().split('\n').slice(-2)).toMatchInlineSnapshot(`
    [
      "2 errors, no warnings: N rules judged.",
      "Next: \`scopes check --explain <id>\` says more about a rule",
    ]
  `)
})

test('check prints only what is broken when it is told to be quiet', async () => {
  expect(await run(['check', '--template', sound, '--quiet'])).toEqual({ code: 0, out: '', err: '' })
  const { code, out } = await run(['check', '--template', broken, '--quiet'])
  expect([code, out.match(/^error RS\d+/gm), out.includes('quota')]).toEqual([1, ['error RS034', 'error RS037'], false])
})

test('check judges one rule alone, by its id or its name', async () => {
  const byId = await report('--template', broken, '--rule', 'rs037')
  expect(byId.findings.map(({ rule }) => rule)).toEqual(['RS037'])
  expect(await report('--template', broken, '--rule', 'route-open')).toEqual(byId)
  expect(await report('--template', broken, '--rule', 'RS042')).toMatchObject({ ok: true, rules: 1, findings: [] })
})

test('check leaves the template out when it is told to, and says so', async () => {
  const { code, out } = await run(['check', '--contract-only'])
  expect([code, out.trimEnd().split('\n').slice(-2)]).toEqual([
    0,
    ['No errors, no warnings: N rules judged.', 'Not judged: the template, because of `--contract-only`.'],
  ])
})

test('the report has every quota with what is left, and the longest token of everybody', async () => {
  const { quotas, tokens } = await report('--template', sound)
  expect(quotas.find(({ quota, where }) => quota === 'scopes-per-client' && where === 'garage-web')).toMatchObject({
    used: 10,
    limit: 50,
    left: 40,
  })
  expect([...new Set(quotas.map(({ quota }) => quota))].sort()).toMatchInlineSnapshot(`
    [
      "access-log-format",
      "audiences-per-authorizer",
      "authorizers-per-api",
      "callback-urls-per-client",
      "clients-per-pool",
      "custom-attribute-name",
      "custom-attributes-per-pool",
      "function-variables",
      "header-bytes",
      "integrations-per-api",
      "login-styles-per-pool",
      "outputs-per-template",
      "parameter-bytes",
      "resource-servers-per-pool",
      "resources-per-template",
      "routes-per-api",
      "scopes-per-client",
      "scopes-per-resource-server",
      "scopes-per-route",
      "template-bytes",
    ]
  `)
  expect(tokens).toHaveLength(10)
  for (const { bytes, left } of tokens) expect(bytes + left).toBe(8192)
})

test('check explains each rule', async () => {
  expect(await run(['check', '--explain', 'RS037'])).toMatchInlineSnapshot(`
    {
      "code": 0,
      "err": "",
      "out": "RS037 route-open (error)

    A route opens with a scope, unless the contract says that its operation is public and exposed.

    why:    Without an authorizer anybody passes. Without a scope any token of the pool does, and an ID token too.
    fix:    Give the route the JWT authorizer of its pool and the scope of its operation.
    source: aws-facts §E.1, §I.10
    ",
    }
  `)
  for (const { id } of rules) {
    const { code, out } = await run(['check', '--explain', id])
    expect([
      id,
      code,
      /^RS\d{3} [a-z0-9-]+ \((error|warning|note)\)\n\n.+\.\n\nwhy: +.+\.\nfix: +.+\.\nsource: .+\n$/.test(out),
    ]).toEqual([id, 0, true])
  }
  expect(JSON.parse((await run(['check', '--explain', 'RS037', '--json'])).out)).toMatchObject({
    id: 'RS037',
    name: 'route-open',
  })
})

test('check is coloured for a person, and for nobody with NO_COLOR', async () => {
  const args = ['check', '--template', broken]
  const coloured = await run(args, { interactive: true })
  const plain = await run(args)
  expect(coloured.out).toContain('\u001B[31merror RS037\u001B[39m')
  expect(stripVTControlCharacters(coloured.out)).toBe(plain.out)
  expect(await run(args, { interactive: true, environment: { NO_COLOR: '1' } })).toEqual(plain)
})
