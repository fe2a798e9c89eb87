import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{scopes,triggers,services,infra,test,tools}/**/*.test.ts'],
    reporters: ['default', './tools/closing-line-reporter.ts'],
    globalSetup: ['./test/support/global-setup.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // A test that forgets to restore a stub must not change the next one.
    unstubEnvs: true,
    unstubGlobals: true,
  },
})
