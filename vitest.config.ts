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
          include: ['{scopes,triggers,services,infra,tools}/**/*.test.ts'],
          exclude: [...configDefaults.exclude, 'infra/aws/template/**'],
        },
      },
      {
        test: {
          ...shared,
          name: 'template',
          include: ['infra/aws/template/**/*.test.ts'],
          globalSetup: ['./infra/aws/template/support/synthesized.ts'],
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
