import type { IncomingMessage, ServerResponse } from 'node:http'
import { contract } from '@scopegate/testing/fleet/contract'
import { expectTypeOf, test } from 'vitest'
import { nodeGuard, type ParametersOf } from './node.ts'

const deps = { verify: () => Promise.reject(new Error('not asked')), log: () => undefined }

test('parameters are those of the contract’s path', () => {
  expectTypeOf<ParametersOf<'/v1/orgs/{org}/items/{plate}'>>().toEqualTypeOf<
    { readonly org: string } & { readonly plate: string }
  >()
  const guarded = nodeGuard(contract, deps)
  guarded('getFleetItem', (_request: IncomingMessage, _response: ServerResponse, { params, org, caller }) => {
    // @ts-expect-error the path says `{plate}`
    return [params.plate, org, caller.sub, params.plaet]
  })
  guarded('getHealth', (_request: IncomingMessage, _response: ServerResponse, known) => {
    // @ts-expect-error no caller was identified
    return known.caller
  })
})
