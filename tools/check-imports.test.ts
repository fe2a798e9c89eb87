import { expect, test } from 'vitest'
import { checkImports } from './check-imports.ts'

const check = (path: string, text: string) => checkImports([{ path, text }])

test.each([
  ['scopes/grants.ts', "import { z } from 'zod'"],
  ['scopes/grants.ts', "import fs from 'node:fs'"],
  ['services/http/guard.ts', "import { x } from '@scopegate/triggers/pre-token-generation'"],
  ['services/http/guard.ts', "import { x } from '../../scopes/catalog.ts'"],
  ['infra/local/gateway/authorize.ts', "import { decide } from '@scopegate/services/http'"],
  ['infra/local/gateway/authorize.ts', "import { pools } from '../../aws/pools.ts'"],
  ['infra/aws/app.ts', "const x = await import('@scopegate/services/http')"],
  ['services/http/guard.ts', "import {\n  a,\n  b,\n} from '@scopegate/test/kit'"],
])('checkImports() refuses in %s: %s', (path, text) => {
  expect(check(path, text)).toHaveLength(1)
})

test.each([
  ['scopes/grants.ts', "import type { Scope } from './catalog.ts'"],
  ['services/http/guard.ts', "import { decide } from './decide.ts'"],
  ['services/recharge/app.ts', "import { createApp } from '../http/index.ts'"],
  ['services/http/guard.ts', "import { operations } from '@scopegate/scopes/operations'"],
  ['test/agreement/x.test.ts', "import { x } from '@scopegate/services/http'"],
])('checkImports() allows in %s: %s', (path, text) => {
  expect(check(path, text)).toEqual([])
})
