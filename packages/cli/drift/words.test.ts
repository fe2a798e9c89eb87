import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { commandLine, harmless } from './words.ts'

test('a shell reads every word of a command line as it was meant', async () => {
  const words = ['a b', "it's", '$(id)', '`id`', '"', '\\', '*', ';', '&&', '', 'https://x.example/?a=b', '[{"A":"é"}]']
  const line = commandLine(['printf', String.raw`%s\0`, ...words])
  const { stdout } = await promisify(execFile)('/bin/sh', ['-c', line])
  expect(stdout.split('\0').slice(0, -1)).toEqual(words)
})

test('plain words stay plain', () => {
  expect(commandLine(['aws', '--user-pool-id', 'eu-central-1_Abc', 'deposit/read:deposit'])).toBe(
    'aws --user-pool-id eu-central-1_Abc deposit/read:deposit',
  )
})

test.each(['\u001B[2J', '\u0007', '\r', '\u009B31m', '\u202E', '\u2066'])('%j does not reach a terminal', (sign) => {
  expect(harmless(`before${sign}after`)).not.toContain(sign[0])
  expect(harmless(`before${sign}after`)).toMatch(/^before\?/)
})

test('letters of every script do', () => {
  expect(harmless('Größe 大 `read:x`')).toBe('Größe 大 `read:x`')
})
