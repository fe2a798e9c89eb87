/** The property, proven able to fail: it finds each leak that is planted into the handlers. */
import { expect, test } from 'vitest'
import { useArena } from './arena.ts'
import { leaks } from './leaks.ts'
import { searchCrossing } from './property.ts'
import { Crossing } from './sequence.ts'

const arena = useArena()

// A leak shows within a few dozen sequences at the most; one that needs more than these is one that is missed.
const patience = 400

test.each(Object.entries(leaks))('the property finds %s', { timeout: 120_000 }, async (_, leak) => {
  const { send, stores } = await arena.server(leak)
  const { failed, errorInstance } = await searchCrossing({ send, stores }, { numRuns: patience, endOnFailure: true })
  expect([failed, errorInstance]).toEqual([true, expect.any(Crossing)])
})
