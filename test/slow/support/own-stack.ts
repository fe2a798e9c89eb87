/** A local stack of this system that a test file has for itself. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type StartOptions, startableSystem, startSystem } from '@scopegate/cli/start/index'
import type { LocalStack } from '@scopegate/emulator'

/** Ends with the stack, and takes its folder along. */
export async function ownStack(options: Partial<StartOptions> = {}): Promise<LocalStack> {
  const directory = mkdtempSync(join(tmpdir(), 'scopegate-slow-'))
  const root = fileURLToPath(new URL('../../../', import.meta.url))
  const stack = await startSystem({ system: await startableSystem(root), port: 0, directory, ...options })
  return {
    ...stack,
    stop: async () => {
      await stack.stop()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}
