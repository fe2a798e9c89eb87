import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadAssembly, type Stack } from '@scopegate/template'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { propertiesOf, type RawTemplate, type TestAssembly, testAssembly } from '../testing/assembly.ts'
import { keepTemplates, refuseUpdates } from './deployed.ts'

const home = mkdtempSync(join(tmpdir(), 'scopegate-deployed-'))
const folder = join(home, 'deployed')
let assembly: TestAssembly
let stacks: readonly Stack[]
beforeAll(async () => {
  assembly = await testAssembly()
  stacks = loadAssembly(assembly.directory).stacks
  keepTemplates(folder, stacks)
})
afterAll(() => {
  assembly.remove()
  rmSync(home, { recursive: true })
})

const after = (type: string, change: (properties: Record<string, unknown>) => void) => {
  const changed = assembly.changed((template: RawTemplate) => {
    const [properties] = propertiesOf(template, type)
    if (properties !== undefined) change(properties)
  })
  return () => refuseUpdates(folder, loadAssembly(changed).stacks)
}

test('the same templates start again, and so do those of a folder without any', () => {
  expect(() => refuseUpdates(folder, stacks)).not.toThrow()
  expect(() => refuseUpdates(join(home, 'none'), stacks)).not.toThrow()
  expect(statSync(join(folder, 'Fleet.template.json')).mode & 0o777).toBe(0o600)
})

test.each<[string, () => () => void, RegExp]>([
  [
    'a schema that shrinks',
    () => after('AWS::Cognito::UserPool', (one) => delete one['Schema']),
    /^Cognito would refuse .* Fleet\/\w+\/Pool\/Resource\/Schema: Existing schema attributes .*`role` is missing\. .*`start --fresh`/,
  ],
  [
    'another domain',
    () =>
      after('AWS::Cognito::UserPoolDomain', (one) => {
        one['Domain'] = 'elsewhere'
      }),
    /Fleet\/\w+\/SignIn\/[\w/]+\/Domain: User pool already has a domain configured\./,
  ],
  [
    'user names in another way',
    () =>
      after('AWS::Cognito::UserPool', (one) => {
        one['UsernameConfiguration'] = { CaseSensitive: true }
      }),
    /\/UsernameConfiguration: Updates are not allowed for property - UsernameConfiguration\./,
  ],
])('%s is refused with pool and property', (_, refused, message) => {
  expect(refused()).toThrow(message)
})

test('what Cognito takes is no reason to refuse', () => {
  const changed = after('AWS::Cognito::UserPool', (one) => {
    one['MfaConfiguration'] = 'OFF'
  })
  expect(changed).not.toThrow()
})

test('a damaged template names its file and the way out, and a folder without any itself', () => {
  const broken = join(home, 'broken')
  keepTemplates(broken, stacks)
  writeFileSync(join(broken, 'Fleet.template.json'), '{')
  expect(() => refuseUpdates(broken, stacks)).toThrow(
    /`.*broken\/Fleet\.template\.json` is damaged\. Begin anew with `start --fresh`/,
  )
  rmSync(broken, { recursive: true })
  keepTemplates(broken, [])
  expect(() => refuseUpdates(broken, stacks)).toThrow(/`.*broken` is damaged\. Begin anew with `start --fresh`/)
})

test('what keeps them and is broken off loses none of those that were there', () => {
  const halfway = join(home, 'halfway')
  keepTemplates(halfway, stacks)
  const unwritable = stacks.map((stack) => ({ ...stack, name: `no-folder/${stack.name}` }))
  expect(() => keepTemplates(halfway, unwritable)).toThrow('ENOENT')
  expect(() => refuseUpdates(halfway, stacks)).not.toThrow()
  expect(readdirSync(halfway)).toEqual(stacks.map(({ name }) => `${name}.template.json`).toSorted())
  keepTemplates(halfway, stacks.slice(1))
  expect(readdirSync(halfway)).toHaveLength(stacks.length - 1)
})
