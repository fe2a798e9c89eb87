import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { build, buildFiles } from './bundle.ts'
import { serviceEntry, triggerEntry } from './entries.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'scopegate-entries-'))
})
afterEach(() => rmSync(root, { recursive: true }))

function write(file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true })
  writeFileSync(join(root, file), text)
}

const bundled = (entry: ReturnType<typeof serviceEntry>) =>
  buildFiles(root, entry)
    .map(({ contents }) => new TextDecoder().decode(contents))
    .join('\n')

test('a service of the contract without its folder is refused in one line that says what to write', () => {
  write('services/orders.ts', 'export const compose = 1')
  expect(() => serviceEntry(root, 'orders')).toThrow(
    /^The contract has the service `orders`, and the system has no services\/orders\/index\.ts\. Write it: [^\n]+[^.\n]$/,
  )
})

test('a system without a trigger is refused in one line that says what to write', () => {
  expect(() => triggerEntry(root)).toThrow(/^The system has no triggers\/pre-token-generation\.ts\. Write it: [^\n]+$/)
})

test('a service is bundled from its folder, with what is installed in the system: no path leads to this product', () => {
  write('package.json', '{ "type": "module" }')
  write('scopes/contract.ts', `export const contract = { name: 'shop' } as const`)
  write('services/orders/index.ts', `export const compose = (): readonly string[] => ['listOrders']`)
  write(
    'node_modules/@scopegate/http/package.json',
    '{ "type": "module", "exports": { "./lambda": "./dist/lambda.js" } }',
  )
  write(
    'node_modules/@scopegate/http/dist/lambda.js',
    'export const lambdaHandler = (contract, compose) => () => [contract.name, ...compose()]',
  )
  const text = bundled(serviceEntry(root, 'orders'))
  expect(text).toMatch(/"shop"|'shop'/)
  expect(text).toContain('listOrders')
  expect(text).not.toMatch(/\/packages\/|readonly string/)
})

test('who keeps a template is told which files a bundle is made of, by their absolute paths', () => {
  write('triggers/pre-token-generation.ts', `export { handler } from '../lib/handler.ts'`)
  write('lib/handler.ts', `export { handler } from 'made'`)
  write('node_modules/made/index.js', 'export const handler = 1')
  const told: unknown[] = []
  const listen = (inputs: unknown) => told.push(inputs)
  subscribe('scopegate:bundled', listen)
  build(root, triggerEntry(root))
  unsubscribe('scopegate:bundled', listen)
  const paths = ['triggers/pre-token-generation.ts', 'lib/handler.ts', 'node_modules/made/index.js']
  expect(told).toEqual([expect.arrayContaining(paths.map((path) => join(root, path)))])
})

test('code that does not bundle is refused with esbuild’s message', () => {
  write('triggers/pre-token-generation.ts', `export { handler } from './gone.ts'`)
  expect(() => bundled(triggerEntry(root))).toThrow(/Could not resolve "\.\/gone\.ts"/)
})
