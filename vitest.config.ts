import { configDefaults, defineConfig } from 'vitest/config'

// A test that forgets to restore a stub must not change the next one.
const shared = { unstubEnvs: true, unstubGlobals: true, testTimeout: 30_000, hookTimeout: 60_000 }

export default defineConfig({
  test: {
    reporters: ['default', './tools/closing-line-reporter.ts'],
    projects: [
      {
        test: {
          ...shared,
          name: 'packages',
          include: ['{packages,scopes,services,infra,tools}/**/*.test.ts'],
          exclude: [...configDefaults.exclude, 'packages/cdk/template/**'],
        },
      },
      {
        test: {
          ...shared,
          name: 'template',
          include: ['packages/cdk/template/**/*.test.ts'],
          globalSetup: ['./packages/cdk/template/support/synthesized.ts'],
        },
      },
      {
        test: {
          ...shared,
          name: 'whole',
          include: ['test/**/*.test.ts'],
          // The template is synthesized and the local stack started once, for all files.
          globalSetup: ['./test/support/global-setup.ts'],
        },
      },
    ],
  },
})
