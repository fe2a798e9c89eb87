import { expect, test } from 'vitest'
import { checkImports } from './check-imports.ts'

const check = (path: string, text: string) => checkImports([{ path, text }])

test.each([
  ['packages/contract/grants.ts', "import { z } from 'zod'"],
  ['packages/contract/grants.ts', "import fs from 'node:fs'"],
  ['packages/http/guard.ts', "import { x } from '@scopegate/trigger'"],
  ['packages/http/guard.ts', "import { x } from '../../scopes/catalog.ts'"],
  ['packages/http/guard.ts', "import { operations } from '@scopegate/scopes/operations'"],
  ['packages/emulator/gateway/authorize.ts', "import { decide } from '@scopegate/http'"],
  ['packages/emulator/gateway/authorize.ts', "import { pools } from '../../aws/pools.ts'"],
  ['packages/cdk/app.ts', "const x = await import('@scopegate/http')"],
  ['packages/http/guard.ts', "import {\n  a,\n  b,\n} from '@scopegate/packages/testing'"],
])('checkImports() refuses in %s: %s', (path, text) => {
  expect(check(path, text)).toHaveLength(1)
})

test.each([
  ['packages/contract/grants.ts', "import type { Scope } from './catalog.ts'"],
  ['packages/http/guard.ts', "import { decide } from './decide.ts'"],
  ['services/recharge/app.ts', "import { createApp } from '@scopegate/http'"],
  ['services/recharge/app.ts', "import { operations } from '@scopegate/scopes/operations'"],
  ['test/agreement/x.test.ts', "import { x } from '@scopegate/http'"],
])('checkImports() allows in %s: %s', (path, text) => {
  expect(check(path, text)).toEqual([])
})
