/** Stacks of the test assembly for one test file: each test's are stopped after it, and their folder goes with the file. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { type LocalStack, type LocalStackOptions, startLocalStack } from '../stack.ts'
import { type TestAssembly, testAssembly } from './assembly.ts'
import { enginesOf } from './engines.ts'

export function useStacks() {
  const folder = mkdtempSync(join(tmpdir(), 'scopegate-stack-'))
  const running: LocalStack[] = []
  let assembly: TestAssembly

  beforeAll(async () => {
    assembly = await testAssembly()
  })
  afterEach(async () => {
    await Promise.all(running.splice(0).map(({ stop }) => stop()))
  })
  afterAll(() => {
    assembly.remove()
    rmSync(folder, { recursive: true, force: true })
  })

  return {
    folder,
    assembly: () => assembly,
    start: async (name: string, options: Partial<LocalStackOptions> = {}): Promise<LocalStack> => {
      const stack = await startLocalStack({
        port: 0,
        directory: join(folder, name),
        template: assembly.directory,
        ...options,
      })
      running.push(stack)
      return stack
    },
    /** The engines whose data lies in that folder. */
    enginesIn: (name: string) => enginesOf(join(folder, name)),
  }
}
