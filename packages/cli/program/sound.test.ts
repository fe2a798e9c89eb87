import { contract, general } from '@scopegate/testing/fleet/contract'
import { expect, test } from 'vitest'
import { Failure } from './failure.ts'
import { requireSound } from './sound.ts'

test('a contract that breaks no rule is taken', () => {
  expect(() => requireSound(general)).not.toThrow()
})

test('a contract that breaks its own rules is refused with the first fault and the number of the others', () => {
  const refused = (operations: object) => () => requireSound({ ...general, operations: { ...operations } })
  const { getProfile } = contract.operations
  const broken = { ...getProfile, path: '/v1/x', callers: 'everyone', access: undefined }
  expect(refused({ open: broken })).toThrow(Failure)
  expect(refused({ open: broken })).toThrow(
    /^The contract of the working tree breaks its own rules.*: RS\d{3} .*`open`.*`access`/,
  )
  expect(refused({ open: broken, alsoOpen: { ...broken, path: '/v1/y' } })).toThrow(/, and \d+ more: /)
})
