import { availableParallelism } from 'node:os'
import { configDefaults, defineConfig } from 'vitest/config'

// A test that forgets to restore a stub must not change the next one.
const shared = { unstubEnvs: true, unstubGlobals: true, testTimeout: 30_000, hookTimeout: 60_000 }

/** What the packages prove without the system. */
const packages = ['{packages,tools}/**/*.test.ts']
/** Starts processes, synthesizes or runs a whole stack. */
const live = '**/*.live.test.ts'
// A folder for what test files share, such as the neutral system's cloud assembly.
const globalSetup = ['./packages/testing/run-folder.ts']
/** Takes more than a minute. */
const slow = '**/*.slow.test.ts'
const excluded = [...configDefaults.exclude, 'packages/cdk/template/**', slow]

export default defineConfig({
  test: {
    // Vitest leaves a core free for itself; of two, that is half.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    reporters: ['default', './tools/closing-line-reporter.ts'],
    projects: [
      // Files share a process and what it has loaded: half of the time would go into loading the same modules again.
      {
        test: {
          ...shared,
          name: 'fast',
          globalSetup,
          include: packages,
          exclude: [...excluded, live],
          isolate: false,
        },
      },
      {
        test: {
          ...shared,
          name: 'live',
          globalSetup,
          include: [`packages/${live}`, `tools/${live}`],
          exclude: excluded,
        },
      },
      { test: { ...shared, name: 'template', globalSetup, include: ['packages/cdk/template/**/*.test.ts'] } },
      {
        test: {
          ...shared,
          name: 'whole',
          include: ['{scopes,services,infra,triggers,test}/**/*.test.ts'],
          exclude: [...configDefaults.exclude, 'test/slow/**'],
          // The template is synthesized and the local stack started once, for all files.
          globalSetup: ['./test/support/global-setup.ts'],
        },
      },
      // Run with the slow ones: another system, with its rules and its local stack.
      { test: { ...shared, name: 'examples', include: ['examples/**/*.test.ts'] } },
      // Packed installs, other checkouts, long walks: minutes each, one after the other.
      {
        test: {
          ...shared,
          name: 'slow',
          globalSetup,
          include: ['test/slow/**/*.test.ts', slow],
          testTimeout: 900_000,
          hookTimeout: 900_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
