import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { indexResources, isLoopback, loadAssembly, loadTemplates, TemplateError } from './index.ts'

const folder = mkdtempSync(join(tmpdir(), 'scopegate-template-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const write = (file: string, value: unknown) => writeFileSync(join(folder, file), JSON.stringify(value))
const queue = { Type: 'AWS::SQS::Queue', Metadata: { 'aws:cdk:path': 'Main/Queue/Resource' } }

mkdirSync(join(folder, 'stage'))
write('Main.template.json', { Resources: { Queue: queue, Topic: { Type: 'AWS::SNS::Topic' } } })
write('Main.assets.json', {
  files: { code: { source: { path: 'asset.code' }, destinations: { here: { objectKey: 'code.zip' } } } },
})
write('stage/Late.template.json', { Resources: { Queue: queue } })
write('stage/manifest.json', {
  artifacts: { Late: { type: 'aws:cloudformation:stack', properties: { templateFile: 'Late.template.json' } } },
})
write('manifest.json', {
  artifacts: {
    Assets: { type: 'cdk:asset-manifest', properties: { file: 'Main.assets.json' } },
    Main: {
      type: 'aws:cloudformation:stack',
      properties: { templateFile: 'Main.template.json', stackName: 'Deployed', requiresBootstrapStackVersion: 8 },
    },
    Stage: { type: 'cdk:cloud-assembly', properties: { directoryName: 'stage' } },
  },
})

test('a cloud assembly gives its stacks by the names that they are deployed with, those of its stages, and its assets', () => {
  const { stacks, assets } = loadAssembly(folder)
  expect(stacks.map(({ name, bootstrapVersion }) => [name, bootstrapVersion])).toEqual([
    ['Deployed', 8],
    ['Late', 6],
  ])
  expect([...assets]).toEqual([['code.zip', join(folder, 'asset.code')]])
  expect(loadTemplates(folder)).toEqual(stacks)
})

test('a resource is found by its type, with its place in the construct tree or in its template', () => {
  const { all, ofType } = indexResources(loadTemplates(folder))
  expect(all.map(({ path }) => path)).toEqual(['Main/Queue/Resource', 'Deployed/Topic', 'Main/Queue/Resource'])
  expect(ofType('AWS::SQS::Queue').map(({ stack }) => stack.name)).toEqual(['Deployed', 'Late'])
  expect(ofType('AWS::SQS::Other')).toEqual([])
})

test.each<[string, unknown, string]>([
  ['no template', { Description: 'Nothing' }, '`Odd.json` is no CloudFormation template: `Resources` is missing'],
  ['a resource without a type', { Resources: { A: {} } }, ': `Resources.A.Type` is missing or of another type'],
])('%s is one clear line', (_, value, message) => {
  write('Odd.json', value)
  expect(() => loadTemplates(join(folder, 'Odd.json'))).toThrow(TemplateError)
  expect(() => loadTemplates(join(folder, 'Odd.json'))).toThrow(message)
})

test.each([
  ['http://localhost:8700', true],
  ['http://127.0.0.1', true],
  ['http://127.8.9.1/callback', true],
  ['https://[::1]:8443/', true],
  ['http://127.0.0.1.example', false],
  ['http://localhost.example', false],
  ['http://128.0.0.1', false],
  ['http://user@example.com:127', false],
  ['localhost', false],
])('isLoopback(%s) is %s', (address, is) => {
  expect(isLoopback(address)).toBe(is)
})
